/**
 * Reading the state: every pool header, every list in its order. Nothing here changes anything, and every value is
 * freshly made. Addresses are absolute, arenas are indices in `arenas`, offsets and sizes are bytes.
 */
import { blockAddress, nextOffset, poolAddress, type RawPointer } from './addresses.ts'
import { blockSize, blocksPerPool } from './size-class.ts'
import {
  ARENA_WORDS,
  ARENAINDEX,
  CARVED,
  COUNT,
  FREEBLOCK,
  FREEPOOLS,
  LIVE,
  NEXTARENA,
  NEXTPOOL,
  NFREEPOOLS,
  NIL,
  NTOTALPOOLS,
  type ObmallocState,
  PREVARENA,
  PREVPOOL,
  SLOT,
  SZIDX,
} from './state.ts'

/** A link of a `usedpools` ring: a pool's address, or the sentinel of the class. */
export type RingLink = number | 'usedpools'

/** A `pool_header`, field by field, with what follows from it. */
export interface PoolView {
  readonly address: number
  /** `used` is in its ring, `full` on no list, `empty` in its arena's `freepools`. */
  readonly state: 'used' | 'full' | 'empty'
  /** `ref.count`. */
  readonly count: number
  /** Head of the free list; null when the pool is full. */
  readonly freeblock: number | null
  /** Null where the field is stale (full pool), or ends `freepools`. */
  readonly nextpool: RingLink | null
  /** Null where the field is stale (full or empty pool). */
  readonly prevpool: RingLink | null
  readonly arenaindex: number
  /** The class; an empty pool keeps its last one. */
  readonly szidx: number
  readonly nextoffset: number
  readonly maxnextoffset: number
  readonly blockSize: number
  /** How many blocks the pool has in all. */
  readonly blocks: number
  /** How many of them were never handed out. */
  readonly virginBlocks: number
}

/** An `arena_object` that has an arena. */
export interface ArenaView {
  readonly index: number
  readonly address: number
  /** The next pool to carve: a high-water mark. */
  readonly pool_address: number
  readonly nfreepools: number
  readonly ntotalpools: number
  /** Emptied pools, the next to be used first. */
  readonly freepools: readonly number[]
  /** Neighbours in `usable_arenas`; null at the ends and for an arena that is not on the list. */
  readonly nextarena: number | null
  readonly prevarena: number | null
  readonly usable: boolean
  /** Slot of the region, or null where a function placed the arena. */
  readonly slot: number | null
  /** Address of the first pool, above `address` where the arena is not aligned to pools. */
  readonly firstPool: number
  readonly carvedPools: number
}

/** The allocator's global variables. */
export interface Counters {
  readonly maxarenas: number
  readonly narenas_currently_allocated: number
  readonly ntimes_arena_allocated: number
  readonly narenas_highwater: number
  readonly raw_allocated_blocks: number
  /** What `sys.getallocatedblocks()` returns. */
  readonly allocatedBlocks: number
}

export function poolView(s: ObmallocState, pool: number): PoolView {
  const szidx = s.word(pool, SZIDX)
  const blocks = blocksPerPool(s.profile, szidx)
  const size = blockSize(s.profile, szidx)
  const count = s.links[pool + COUNT] as number
  const freeblock = s.links[pool + FREEBLOCK] as number
  const state = count === 0 ? 'empty' : freeblock === 0 ? 'full' : 'used'
  const link = (p: number): RingLink | null => {
    if (p === NIL) return null
    return p >> s.granuleBits < s.classes ? 'usedpools' : poolAddress(s, p)
  }
  return {
    address: poolAddress(s, pool),
    state,
    count,
    freeblock: freeblock === 0 ? null : blockAddress(s, pool + freeblock),
    nextpool: state === 'full' ? null : link(s.word(pool, NEXTPOOL)),
    prevpool: state === 'used' ? link(s.word(pool, PREVPOOL)) : null,
    arenaindex: s.word(pool, ARENAINDEX),
    szidx,
    nextoffset: nextOffset(s, pool),
    maxnextoffset: s.poolSize - size,
    blockSize: size,
    blocks,
    virginBlocks: blocks - (nextOffset(s, pool) - s.poolOverhead) / size,
  }
}

/** Handles on the free list of a pool, first to be handed out first. */
export function freeHandles(s: ObmallocState, pool: number): number[] {
  const list: number[] = []
  for (let off = s.links[pool + FREEBLOCK] as number; off !== 0; off = s.links[pool + off] as number)
    list.push(pool + off)
  return list
}

/** Addresses on the free list of a pool, first to be handed out first. */
export const freeList = (s: ObmallocState, pool: number): number[] =>
  freeHandles(s, pool).map((handle) => blockAddress(s, handle))

/** State of a block in {@link blockStates}. */
export const VIRGIN_BLOCK = 0
export const FREE_BLOCK = 1
export const LIVE_BLOCK = 2

/** One byte for each block of a pool, by address: virgin, free or live. */
export function blockStates(s: ObmallocState, pool: number): Uint8Array {
  const szidx = s.word(pool, SZIDX)
  const states = new Uint8Array(blocksPerPool(s.profile, szidx))
  const size = blockSize(s.profile, szidx)
  for (let i = 0; i < states.length; i++) {
    const offset = s.poolOverhead + i * size
    if (offset >= nextOffset(s, pool)) break
    states[i] = s.links[pool + (offset >> s.shift)] === LIVE ? LIVE_BLOCK : FREE_BLOCK
  }
  return states
}

/** Pool pointers of an arena's carved pools, by address. */
export function carvedPools(s: ObmallocState, a: number): number[] {
  const first = s.poolNumber(a)
  return Array.from({ length: s.arena[a * ARENA_WORDS + CARVED] as number }, (_, i) => s.poolAt(first + i))
}

/** Pool pointers in the ring of class `c`, the one that serves next first. */
export function ringPools(s: ObmallocState, c: number): number[] {
  const pools: number[] = []
  const sentinel = s.poolAt(c)
  for (let p = s.word(sentinel, NEXTPOOL); p !== sentinel; p = s.word(p, NEXTPOOL)) pools.push(p)
  return pools
}

/** Pool pointers in `freepools` of arena `a`, the one that serves next first. */
export function freePools(s: ObmallocState, a: number): number[] {
  const pools: number[] = []
  for (let p = s.arena[a * ARENA_WORDS + FREEPOOLS] as number; p !== NIL; p = s.word(p, NEXTPOOL))
    pools.push(p)
  return pools
}

/** Indices of `usable_arenas` from the head. */
export const usableArenas = (s: ObmallocState): number[] => arenaChain(s, s.usable_arenas, NEXTARENA)

/** Indices of `usable_arenas` from the tail, by the `prevarena` links. */
export function usableArenasBackwards(s: ObmallocState): number[] {
  const last = usableArenas(s).at(-1)
  return last === undefined ? [] : arenaChain(s, last, PREVARENA)
}

/** Indices of the `arenas` entries without an arena, the one to be used next first. */
export const unusedArenaObjects = (s: ObmallocState): number[] =>
  arenaChain(s, s.unused_arena_objects, NEXTARENA)

function arenaChain(s: ObmallocState, head: number, link: number): number[] {
  const chain: number[] = []
  for (let a = head; a !== NIL; a = s.arena[a * ARENA_WORDS + link] as number) chain.push(a)
  return chain
}

/** Indices of all entries that have an arena, ascending. */
export function liveArenas(s: ObmallocState): number[] {
  const live: number[] = []
  for (let a = 0; a < s.maxarenas; a++) if (s.arenaAddress[a] !== 0) live.push(a)
  return live
}

export function arenaView(s: ObmallocState, a: number): ArenaView {
  const word = (i: number) => s.arena[a * ARENA_WORDS + i] as number
  const firstPool = s.firstPool[a] as number
  const usable = word(NFREEPOOLS) > 0
  const neighbour = (i: number) => (usable && word(i) !== NIL ? word(i) : null)
  return {
    index: a,
    address: s.arenaAddress[a] as number,
    pool_address: firstPool + word(CARVED) * s.poolSize,
    nfreepools: word(NFREEPOOLS),
    ntotalpools: word(NTOTALPOOLS),
    freepools: freePools(s, a).map((p) => poolAddress(s, p)),
    nextarena: neighbour(NEXTARENA),
    prevarena: neighbour(PREVARENA),
    usable,
    slot: word(SLOT) === NIL ? null : word(SLOT),
    firstPool,
    carvedPools: word(CARVED),
  }
}

/** `nfp2lasta`: at index k the rightmost usable arena with exactly k free pools, or null. */
export const nfp2lasta = (s: ObmallocState): (number | null)[] =>
  Array.from(s.nfp2lasta, (a) => (a === NIL ? null : a))

/** The globals, and `_Py_GetAllocatedBlocks()`. */
export function counters(s: ObmallocState): Counters {
  let blocks = 0
  for (const a of liveArenas(s)) for (const p of carvedPools(s, a)) blocks += s.links[p + COUNT] as number
  return {
    maxarenas: s.maxarenas,
    narenas_currently_allocated: s.narenas_currently_allocated,
    ntimes_arena_allocated: s.ntimes_arena_allocated,
    narenas_highwater: s.narenas_highwater,
    raw_allocated_blocks: s.raw_allocated_blocks,
    allocatedBlocks: s.raw_allocated_blocks + blocks,
  }
}

/** The libc blocks that are live, oldest first. */
export function liveRawBlocks(s: ObmallocState): RawPointer[] {
  const live: RawPointer[] = []
  for (let k = 1; k <= s.rawSerial; k++)
    if ((s.rawLive[k >> 5] as number) & (1 << (k & 31))) live.push(`raw#${k}`)
  return live
}
