/**
 * All pools at a glance, in one typed array: what a picture of a large heap is drawn from, sixty times a second. Reads the
 * state and changes nothing.
 */
import type { Allocator } from './allocator.ts'
import { freeHandles, liveArenas } from './inspect.ts'
import { blocksPerPool } from './size-class.ts'
import {
  ARENA_WORDS,
  CARVED,
  COUNT,
  FREEBLOCK,
  LIVE,
  NEXTOFFSET,
  NFREEPOOLS,
  NTOTALPOOLS,
  SZIDX,
} from './state.ts'

/** State of a pool in a {@link HeapSurvey}: never carved, emptied, in its ring, full, or lost to alignment. */
export const POOL_VIRGIN = 0
export const POOL_EMPTY = 1
export const POOL_USED = 2
export const POOL_FULL = 3
export const POOL_LOST = 4

/** Bits of a pool's word: count of live blocks below, then the class, then the state. */
const CLASS_SHIFT = 16
const STATE_SHIFT = 24

/** Words of an arena in {@link HeapSurvey.arenas}. */
export const SURVEY_ARENA_WORDS = 4

export interface HeapSurvey {
  /** Four words for each arena that is mapped: index, nfreepools, ntotalpools, carved pools. */
  readonly arenas: Int32Array<ArrayBuffer>
  /** A word a pool, `poolsPerArena` for each of those arenas, by address. Read it with the functions below. */
  readonly pools: Uint32Array<ArrayBuffer>
  /** Address of the first pool of each of those arenas. */
  readonly firstPools: Float64Array<ArrayBuffer>
  /** Live blocks of libc's. */
  readonly rawBlocks: number
}

export const poolState = (word: number): number => word >>> STATE_SHIFT
export const poolClass = (word: number): number => (word >>> CLASS_SHIFT) & 0xff
export const poolCount = (word: number): number => word & 0xffff

/** Surveys every arena that is mapped. Some ten nanoseconds a pool. */
export function surveyHeap(heap: Allocator): HeapSurvey {
  const s = heap.state
  const live = liveArenas(s)
  const each = s.poolsPerArena
  const arenas = new Int32Array(live.length * SURVEY_ARENA_WORDS)
  const pools = new Uint32Array(live.length * each)
  for (const [i, a] of live.entries()) {
    const o = a * ARENA_WORDS
    const carved = s.arena[o + CARVED] as number
    const total = s.arena[o + NTOTALPOOLS] as number
    arenas.set([a, s.arena[o + NFREEPOOLS] as number, total, carved], i * SURVEY_ARENA_WORDS)
    for (let k = 0; k < carved; k++) {
      const pool = s.poolAt(s.poolNumber(a) + k)
      const count = s.links[pool + COUNT] as number
      const state = count === 0 ? POOL_EMPTY : s.links[pool + FREEBLOCK] === 0 ? POOL_FULL : POOL_USED
      pools[i * each + k] = (state << STATE_SHIFT) | (s.word(pool, SZIDX) << CLASS_SHIFT) | count
    }
    if (total < each) pools.fill(POOL_LOST << STATE_SHIFT, i * each + total, (i + 1) * each)
  }
  const firstPools = Float64Array.from(live, (a) => s.firstPool[a] as number)
  return { arenas, pools, firstPools, rawBlocks: s.raw_allocated_blocks }
}

/** The inside of one pool. */
export interface PoolSurvey {
  readonly arena: number
  /** Its place in the arena, by address. */
  readonly pool: number
  /** A byte a block: VIRGIN_BLOCK, FREE_BLOCK or LIVE_BLOCK. */
  readonly states: Uint8Array<ArrayBuffer>
  /** Block numbers on the free list, the next to be handed out first. */
  readonly freeOrder: Uint16Array<ArrayBuffer>
}

/** Surveys the pool at a place of an arena; null where none is carved. */
export function surveyPool(heap: Allocator, arena: number, place: number): PoolSurvey | null {
  const s = heap.state
  if (!s.arenaAddress[arena] || !(place >= 0 && place < (s.arena[arena * ARENA_WORDS + CARVED] as number)))
    return null
  const pool = s.poolAt(s.poolNumber(arena) + place)
  const first = s.poolOverhead >> s.shift
  const granules = s.word(pool, SZIDX) + 1
  const states = new Uint8Array(blocksPerPool(s.profile, granules - 1))
  const end = s.links[pool + NEXTOFFSET] as number
  for (let i = 0; i < states.length; i++) {
    const at = first + i * granules
    if (at >= end) break
    states[i] = s.links[pool + at] === LIVE ? 2 : 1
  }
  const freeOrder = Uint16Array.from(freeHandles(s, pool), (handle) => (handle - pool - first) / granules)
  return { arena, pool: place, states, freeOrder }
}

/** Where an address lies: arena, place of the pool in it, and number of the block; null outside of blocks. */
export function placeOf(
  heap: Allocator,
  address: number,
): { arena: number; pool: number; block: number } | null {
  const view = heap.pool(address)
  const arena = view && heap.arena(view.arenaindex)
  if (!view || !arena) return null
  const offset = address - view.address - heap.profile.POOL_OVERHEAD
  const block = Math.floor(offset / view.blockSize)
  if (offset < 0 || block >= view.blocks) return null
  return { arena: arena.index, pool: (view.address - arena.firstPool) / heap.profile.POOL_SIZE, block }
}

/** Which pool of an arena lies at an address, from 0. Also of an arena that was just given back. */
export const poolPlace = (heap: Allocator, arena: number, address: number): number =>
  (address - (heap.state.firstPool[arena] as number)) / heap.profile.POOL_SIZE
