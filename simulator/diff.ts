/** What differs between two positions of one run: arenas, pools, blocks, lists, counters. */
import { type Checkpoint, saveState } from './checkpoint.ts'
import * as inspect from './inspect.ts'
import { ARENA_WORDS, CARVED, LIVE, type ObmallocState, POOL_WORDS } from './state.ts'

/** A value at the two positions. */
export interface Change<T> {
  readonly before: T
  readonly after: T
}

export interface ArenaChange extends Change<inspect.ArenaView | null> {
  readonly index: number
}

export interface PoolChange extends Change<inspect.PoolView | null> {
  readonly address: number
  /** Addresses of the blocks that are live after, but were not before; ascending. */
  readonly taken: readonly number[]
  /** Addresses of the blocks that were live before, but are not after; ascending. */
  readonly freed: readonly number[]
}

export interface StateDiff {
  readonly from: number
  readonly to: number
  readonly counters: Change<inspect.Counters>
  /** `usable_arenas` from the head. */
  readonly usableArenas: Change<readonly number[]>
  /** Arenas that came, went or changed; one that was given back and taken again elsewhere counts as both. */
  readonly arenas: readonly ArenaChange[]
  /** Pools that came, went or changed in header or blocks. */
  readonly pools: readonly PoolChange[]
}

/** One side of the comparison. */
interface Side {
  readonly counters: inspect.Counters
  readonly usableArenas: readonly number[]
  readonly arenas: ReadonlyMap<number, inspect.ArenaView>
  readonly pools: ReadonlyMap<number, inspect.PoolView>
}

/** Compares two positions. `seek` moves the state; it is left at `from`. */
export function diffStates(
  s: ObmallocState,
  from: number,
  to: number,
  seek: (position: number) => void,
): StateDiff {
  seek(from)
  const old = saveState(s)
  seek(to)
  const now = saveState(s)
  const changed = changedPools(s, old, now)
  const after = side(s, changed)
  seek(from)
  const before = side(s, changed)
  return {
    from,
    to,
    counters: { before: before.counters, after: after.counters },
    usableArenas: { before: before.usableArenas, after: after.usableArenas },
    arenas: changesByAddress(before.arenas, after.arenas)
      .filter(({ before: a, after: b }) => JSON.stringify(a) !== JSON.stringify(b))
      .map(({ key, before: a, after: b }) => ({ index: key, before: a, after: b })),
    pools: changesByAddress(before.pools, after.pools).map(({ key, before: a, after: b }) => {
      const was = a === null ? [] : liveBlocks(s, old, key, a.address)
      const is = b === null ? [] : liveBlocks(s, now, key, b.address)
      return {
        address: (a ?? b)?.address ?? 0,
        before: a,
        after: b,
        taken: without(is, was),
        freed: without(was, is),
      }
    }),
  }
}

function side(s: ObmallocState, pools: readonly number[]): Side {
  const live = new Set(inspect.liveArenas(s))
  const carved = pools.filter((pool) => {
    const number = pool >> s.granuleBits
    const a = Math.floor((number - s.classes) / s.poolsPerArena)
    return live.has(a) && number < s.poolNumber(a) + (s.arena[a * ARENA_WORDS + CARVED] as number)
  })
  return {
    counters: inspect.counters(s),
    usableArenas: inspect.usableArenas(s),
    arenas: new Map([...live].map((a) => [a, inspect.arenaView(s, a)])),
    pools: new Map(carved.map((pool) => [pool, inspect.poolView(s, pool)])),
  }
}

/** Pairs two sides by key; what lies at another address after is one that went and one that came. */
function changesByAddress<T extends { readonly address: number }>(
  before: ReadonlyMap<number, T>,
  after: ReadonlyMap<number, T>,
): (Change<T | null> & { readonly key: number })[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b)
  return keys.flatMap((key) => {
    const a = before.get(key) ?? null
    const b = after.get(key) ?? null
    if (a === null || b === null || a.address === b.address) return [{ key, before: a, after: b }]
    return [
      { key, before: a, after: null },
      { key, before: null, after: b },
    ]
  })
}

/** Pool pointers whose header or links differ, or whose arena lies elsewhere. */
function changedPools(s: ObmallocState, old: Checkpoint, now: Checkpoint): number[] {
  const changed: number[] = []
  const end = Math.max(old.pool.length, now.pool.length) / POOL_WORDS
  for (let number = s.classes; number < end; number++) {
    const pool = s.poolAt(number)
    const a = Math.floor((number - s.classes) / s.poolsPerArena)
    if (old.arenaAddress[a] !== now.arenaAddress[a] || !samePool(s, old, now, pool)) changed.push(pool)
  }
  return changed
}

function samePool(s: ObmallocState, old: Checkpoint, now: Checkpoint, pool: number): boolean {
  const header = s.header(pool)
  for (let i = header; i < header + POOL_WORDS; i++) if (old.pool[i] !== now.pool[i]) return false
  for (let i = pool; i <= pool + s.granuleMask; i++) if (old.links[i] !== now.links[i]) return false
  return true
}

/** Addresses of the live blocks of a pool in a copy of the state. */
function liveBlocks(s: ObmallocState, saved: Checkpoint, pool: number, address: number): number[] {
  const live: number[] = []
  for (let off = s.poolOverhead >> s.shift; off <= s.granuleMask; off++)
    if (saved.links[pool + off] === LIVE) live.push(address + off * s.profile.ALIGNMENT)
  return live
}

function without(all: readonly number[], some: readonly number[]): number[] {
  const excluded = new Set(some)
  return all.filter((each) => !excluded.has(each))
}
