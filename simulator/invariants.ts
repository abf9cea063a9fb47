/**
 * What must hold after every step. Some of it CPython asserts itself in debug builds (`pool_is_in_list()`,
 * the `assert`s of `insert_to_freepool()`); the rest follows from the text of `Objects/obmalloc.c`.
 */
import { nextOffset, poolAddress, poolOf } from './addresses.ts'
import {
  BLOCK_FREED,
  EXTEND,
  eachEvent,
  HIT,
  POOL_CARVED,
  POOL_REINIT,
  POOL_REUSED_SAME_CLASS,
} from './event-buffer.ts'
import {
  carvedPools,
  freeHandles,
  freePools,
  liveArenas,
  ringPools,
  unusedArenaObjects,
  usableArenas,
  usableArenasBackwards,
} from './inspect.ts'
import { hex } from './refusal.ts'
import { blockSize, blocksPerPool } from './size-class.ts'
import {
  ARENA_WORDS,
  ARENAINDEX,
  CARVED,
  COUNT,
  FREEBLOCK,
  LIVE,
  NEXTPOOL,
  NFREEPOOLS,
  NIL,
  NTOTALPOOLS,
  type ObmallocState,
  PREVPOOL,
  SZIDX,
} from './state.ts'
import { stats } from './stats.ts'

/** Every broken invariant as a sentence; empty when all hold. Time grows with the number of pools. */
export function checkInvariants(s: ObmallocState): string[] {
  const faults: string[] = []
  const pools = liveArenas(s).flatMap((a) => carvedPools(s, a))
  for (const pool of pools) checkPool(s, pool, faults)
  checkRings(s, pools, faults)
  for (const a of liveArenas(s)) checkFreePools(s, a, faults)
  checkArenaLists(s, faults)
  const n = stats(s)
  expect(
    n.totalBytes === n.arenaBytes,
    faults,
    `the statistics sum to ${n.totalBytes}, not to ${n.arenaBytes}`,
  )
  return faults
}

const atBlocks: ReadonlySet<number> = new Set([
  HIT,
  EXTEND,
  POOL_REUSED_SAME_CLASS,
  POOL_REINIT,
  POOL_CARVED,
  BLOCK_FREED,
])

/**
 * As {@link checkInvariants}, but of the pools only those that the last step touched, by its events: quick enough to be
 * called after every step of a long run.
 */
export function checkStep(s: ObmallocState): string[] {
  const faults: string[] = []
  const touched = new Set<number>()
  eachEvent(s.events, s.eventWords, (kind, block) => {
    if (atBlocks.has(kind)) touched.add(poolOf(s, block))
  })
  for (const pool of touched) {
    const a = s.word(pool, ARENAINDEX)
    if (s.arenaAddress[a] === 0) continue
    checkPool(s, pool, faults)
    checkFreePools(s, a, faults)
  }
  checkArenaLists(s, faults)
  return faults
}

function expect(holds: boolean, faults: string[], sentence: string): void {
  if (!holds) faults.push(sentence)
}

/** Count, free list and virgin blocks of one carved pool add up, and each entry of the list is a block. */
function checkPool(s: ObmallocState, pool: number, faults: string[]): void {
  const name = `pool ${hex(poolAddress(s, pool))}`
  const szidx = s.word(pool, SZIDX)
  const count = s.links[pool + COUNT] as number
  if (szidx >= s.classes) {
    faults.push(`${name} has the size class ${szidx}`)
    return
  }
  const blocks = blocksPerPool(s.profile, szidx)
  const size = blockSize(s.profile, szidx)
  const nextoffset = nextOffset(s, pool)
  const virgin = blocks - (nextoffset - s.poolOverhead) / size
  const seen = new Set<number>()
  for (const handle of freeHandlesUpTo(s, pool, blocks)) {
    const offset = (handle - pool) * s.profile.ALIGNMENT
    const isBlock = (offset - s.poolOverhead) % size === 0 && offset >= s.poolOverhead && offset < nextoffset
    expect(isBlock, faults, `${name}: the free list holds offset ${offset}, which is no carved block`)
    expect(!seen.has(handle), faults, `${name}: offset ${offset} is on the free list twice`)
    seen.add(handle)
  }
  expect(
    seen.size + virgin === blocks - count,
    faults,
    `${name}: ${seen.size} free + ${virgin} virgin + ${count} live blocks are not ${blocks}`,
  )
  let live = 0
  for (let off = s.poolOverhead >> s.shift; off <= s.granuleMask; off++)
    if (s.links[pool + off] === LIVE) live++
  expect(live === count, faults, `${name}: ${live} blocks are live, but the count says ${count}`)
  expect(
    (s.links[pool + FREEBLOCK] === 0) === (count === blocks),
    faults,
    `${name}: freeblock is null exactly when the pool is full`,
  )
  const a = s.word(pool, ARENAINDEX)
  expect(carvedPools(s, a).includes(pool), faults, `${name}: arenaindex ${a} is not its arena`)
}

/** The free list, cut off where it must have run into a circle. */
function freeHandlesUpTo(s: ObmallocState, pool: number, most: number): number[] {
  let steps = 0
  for (
    let off = s.links[pool + FREEBLOCK] as number;
    off !== 0 && off !== LIVE;
    off = s.links[pool + off] as number
  )
    if (++steps > most) return []
  return freeHandles(s, pool)
}

/** Each ring holds exactly the used pools of its class, and its links agree in both directions. */
function checkRings(s: ObmallocState, pools: readonly number[], faults: string[]): void {
  const used = pools.filter((p) => {
    const count = s.links[p + COUNT] as number
    return count > 0 && count < blocksPerPool(s.profile, s.word(p, SZIDX))
  })
  let ringed = 0
  for (let c = 0; c < s.classes; c++) {
    const ring = ringPools(s, c)
    ringed += ring.length
    for (const p of ring) {
      expect(
        used.includes(p) && s.word(p, SZIDX) === c,
        faults,
        `ring ${c} holds the pool ${hex(poolAddress(s, p))}, which is not a used one of its class`,
      )
      expect(
        s.word(s.word(p, NEXTPOOL), PREVPOOL) === p,
        faults,
        `ring ${c}: prevpool behind ${hex(poolAddress(s, p))} does not point back`,
      )
    }
  }
  expect(ringed === used.length, faults, `${ringed} pools are in rings, but ${used.length} are used`)
}

/** `freepools` holds exactly the empty pools, and nfreepools counts them with the uncarved ones. */
function checkFreePools(s: ObmallocState, a: number, faults: string[]): void {
  const o = a * ARENA_WORDS
  const listed = freePools(s, a)
  const empty = carvedPools(s, a).filter((p) => s.links[p + COUNT] === 0)
  const same = listed.length === empty.length && empty.every((p) => listed.includes(p))
  expect(same, faults, `arena ${a}: freepools holds ${listed.length} pools, but ${empty.length} are empty`)
  const uncarved = (s.arena[o + NTOTALPOOLS] as number) - (s.arena[o + CARVED] as number)
  expect(
    s.arena[o + NFREEPOOLS] === listed.length + uncarved,
    faults,
    `arena ${a}: nfreepools is ${s.arena[o + NFREEPOOLS]}, not ${listed.length} + ${uncarved}`,
  )
}

/** `usable_arenas`, `nfp2lasta`, `unused_arena_objects` and the counters agree. */
function checkArenaLists(s: ObmallocState, faults: string[]): void {
  const live = liveArenas(s)
  const free = (a: number) => s.arena[a * ARENA_WORDS + NFREEPOOLS] as number
  const usable = usableArenas(s)
  const should = live.filter((a) => free(a) > 0)
  expect(
    usable.length === should.length && should.every((a) => usable.includes(a)),
    faults,
    `usable_arenas is ${usable}, but the arenas with a free pool are ${should}`,
  )
  expect(
    usable.every((a, i) => i === 0 || free(usable[i - 1] ?? a) <= free(a)),
    faults,
    `usable_arenas does not ascend: ${usable.map((a) => `${a}(${free(a)})`)}`,
  )
  expect(
    usableArenasBackwards(s).reverse().join() === usable.join(),
    faults,
    'the prevarena links do not mirror the nextarena links',
  )

  s.nfp2lasta.forEach((last, k) => {
    const rightmost = k === 0 ? NIL : (usable.findLast((a) => free(a) === k) ?? NIL)
    expect(last === rightmost, faults, `nfp2lasta[${k}] is ${last}, not ${rightmost}`)
  })
  const wholly = live.filter((a) => free(a) === s.arena[a * ARENA_WORDS + NTOTALPOOLS])
  expect(wholly.length <= (s.profile.keepsLastArena ? 1 : 0), faults, `the arenas ${wholly} are wholly free`)
  expect(
    wholly.every((a) => usable.at(-1) === a),
    faults,
    `arena ${wholly} is wholly free, but not the last of the list`,
  )

  const unused = unusedArenaObjects(s)
  expect(
    unused.length + live.length === s.maxarenas && unused.every((a) => s.arenaAddress[a] === 0),
    faults,
    `unused_arena_objects is ${unused}`,
  )
  expect(
    live.length === s.narenas_currently_allocated,
    faults,
    `${live.length} arenas are mapped, but ${s.narenas_currently_allocated} are counted`,
  )
  const doublings =
    s.maxarenas === 0 || Number.isInteger(Math.log2(s.maxarenas / s.profile.INITIAL_ARENA_OBJECTS))
  expect(doublings, faults, `maxarenas is ${s.maxarenas}`)
}
