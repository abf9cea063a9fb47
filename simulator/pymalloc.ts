/**
 * The allocator itself, on block handles. Mirrors `pymalloc_alloc()`, `pymalloc_pool_extend()`,
 * `allocate_from_new_pool()`, `pymalloc_free()`, `insert_to_usedpool()`, `pymalloc_realloc()` and the `_PyObject_*`
 * functions around them, of `Objects/obmalloc.c` (3.11). Nothing here allocates JavaScript memory on the common path.
 *
 * A handle above 0 is a block in an arena; one below 0 is libc's, `-k` for `raw#k`; see `state.ts`.
 */
import { insertToFreepool, newArena, startUsableList, takePool } from './arena.ts'
import { DUMMY_SIZE_IDX } from './constants.ts'
import * as event from './event-buffer.ts'
import { emit } from './event-buffer.ts'
import { isLiveRaw, rawAlloc, rawFree, rawRealloc } from './raw.ts'
import {
  ARENA_WORDS,
  COUNT,
  FREEBLOCK,
  LIVE,
  MAXNEXTOFFSET,
  NEXTOFFSET,
  NEXTPOOL,
  NFREEPOOLS,
  NIL,
  type ObmallocState,
  PREVPOOL,
  SZIDX,
} from './state.ts'

/** Distance of a pool pointer's bits to its number's: POOL_WORDS is 8. */
const POOL_WORDS_BITS = 3

/**
 * `_PyObject_Malloc()`: `n` bytes from pymalloc, or from libc where pymalloc does not serve them.
 * @param n bytes, a whole number from 0; the caller has checked it.
 */
export function objectMalloc(s: ObmallocState, n: number): number {
  if (n > s.threshold || n === 0) return rawAlloc(s, n)
  const c = (n - 1) >> s.shift
  const pool = s.pool
  const p = pool[(c << POOL_WORDS_BITS) + NEXTPOOL] as number
  if (p === c << POOL_WORDS_BITS) return allocateFromNewPool(s, c, n)

  const off = pool[p + FREEBLOCK] as number
  const block = ((p >> POOL_WORDS_BITS) << s.granuleBits) + off
  const next = s.links[block] as number
  s.links[block] = LIVE
  pool[p + COUNT] = (pool[p + COUNT] as number) + 1
  pool[p + FREEBLOCK] = next
  if (s.recording) emit(s, event.HIT, block, c, pool[p + COUNT] as number)
  if (next === 0) extendPool(s, p, c)
  return block
}

/** `pymalloc_pool_extend()`: the free list ran dry; exactly one virgin block is added, or the pool is full. */
function extendPool(s: ObmallocState, p: number, c: number): void {
  const pool = s.pool
  const nextoffset = pool[p + NEXTOFFSET] as number
  if (nextoffset <= (pool[p + MAXNEXTOFFSET] as number)) {
    const off = nextoffset >> s.shift
    const block = ((p >> POOL_WORDS_BITS) << s.granuleBits) + off
    pool[p + FREEBLOCK] = off
    pool[p + NEXTOFFSET] = nextoffset + ((c + 1) << s.shift)
    s.links[block] = 0
    if (s.recording) emit(s, event.EXTEND, block, c, pool[p + NEXTOFFSET] as number)
    return
  }
  const next = pool[p + NEXTPOOL] as number
  const prev = pool[p + PREVPOOL] as number
  pool[next + PREVPOOL] = prev
  pool[prev + NEXTPOOL] = next
  if (s.recording) emit(s, event.POOL_FULL, p, c, pool[p + COUNT] as number)
}

/** `allocate_from_new_pool()`: no pool of this class has a free block. */
function allocateFromNewPool(s: ObmallocState, c: number, n: number): number {
  if (s.usable_arenas === NIL) {
    const a = newArena(s)
    if (a === NIL) return rawAlloc(s, n)
    startUsableList(s, a)
  }
  const served = s.usable_arenas
  const p = takePool(s)
  const pool = s.pool
  const links = s.links
  const sentinel = c << POOL_WORDS_BITS
  pool[p + NEXTPOOL] = sentinel
  pool[p + PREVPOOL] = sentinel
  pool[sentinel + NEXTPOOL] = p
  pool[sentinel + PREVPOOL] = p
  pool[p + COUNT] = 1
  const base = (p >> POOL_WORDS_BITS) << s.granuleBits

  let block: number
  const szidx = pool[p + SZIDX] as number
  if (szidx === c) {
    // Header and free list are still good: blocks come back in the order that the frees left, not by address.
    block = base + (pool[p + FREEBLOCK] as number)
    pool[p + FREEBLOCK] = links[block] as number
    links[block] = LIVE
    if (s.recording) emit(s, event.POOL_REUSED_SAME_CLASS, block, c, c)
  } else {
    const size = (c + 1) << s.shift
    const first = s.poolOverhead >> s.shift
    block = base + first
    pool[p + SZIDX] = c
    pool[p + NEXTOFFSET] = s.poolOverhead + 2 * size
    pool[p + MAXNEXTOFFSET] = s.poolSize - size
    pool[p + FREEBLOCK] = first + (size >> s.shift)
    links[base + first + (size >> s.shift)] = 0
    links[block] = LIVE
    if (s.recording) {
      if (szidx === DUMMY_SIZE_IDX) emit(s, event.POOL_CARVED, block, c, 0)
      else emit(s, event.POOL_REINIT, block, c, szidx)
    }
  }
  if (s.recording && s.arena[served * ARENA_WORDS + NFREEPOOLS] === 0)
    emit(s, event.ARENA_LEFT_LIST, served, 0, s.usable_arenas)
  return block
}

/**
 * `_PyObject_Free()`.
 * @returns false, with nothing changed, when the handle is no live block. (C has no such test: undefined behaviour.)
 */
export function objectFree(s: ObmallocState, block: number): boolean {
  if (block < 0) return rawFree(s, block)
  const links = s.links
  if (links[block] !== LIVE) return false
  const pool = s.pool
  const p = (block >> s.granuleBits) << POOL_WORDS_BITS
  const last = pool[p + FREEBLOCK] as number
  links[block] = last
  pool[p + FREEBLOCK] = block & s.granuleMask
  const count = (pool[p + COUNT] as number) - 1
  pool[p + COUNT] = count
  if (s.recording) emit(s, event.BLOCK_FREED, block, pool[p + SZIDX] as number, count)
  if (last === 0) insertToUsedpool(s, p)
  else if (count === 0) emptied(s, p)
  return true
}

/** `insert_to_usedpool()`: a pool that was full goes to the front of its ring. */
function insertToUsedpool(s: ObmallocState, p: number): void {
  const pool = s.pool
  const sentinel = (pool[p + SZIDX] as number) << POOL_WORDS_BITS
  const front = pool[sentinel + NEXTPOOL] as number
  pool[p + NEXTPOOL] = front
  pool[p + PREVPOOL] = sentinel
  pool[front + PREVPOOL] = p
  pool[sentinel + NEXTPOOL] = p
  if (s.recording) emit(s, event.POOL_UNFULL, p, pool[p + SZIDX] as number, pool[p + COUNT] as number)
}

/** First lines of `insert_to_freepool()`: the pool leaves its ring. */
function emptied(s: ObmallocState, p: number): void {
  const pool = s.pool
  const next = pool[p + NEXTPOOL] as number
  const prev = pool[p + PREVPOOL] as number
  pool[next + PREVPOOL] = prev
  pool[prev + NEXTPOOL] = next
  if (s.recording) emit(s, event.POOL_EMPTY, p, pool[p + SZIDX] as number, 0)
  insertToFreepool(s, p)
}

/** True when the handle is a block that is handed out. */
export function isLive(s: ObmallocState, block: number): boolean {
  return block < 0 ? isLiveRaw(s, block) : s.links[block] === LIVE
}

/**
 * `_PyObject_Realloc()` for a block that is not null. The new block is taken before the old one is freed, so it can
 * never be the old one.
 * @returns the block that holds the data now; 0, with nothing changed, when the handle is no live block.
 */
export function objectRealloc(s: ObmallocState, block: number, n: number): number {
  if (block < 0) return rawRealloc(s, block, n)
  if (s.links[block] !== LIVE) return 0
  const c = s.pool[((block >> s.granuleBits) << POOL_WORDS_BITS) + SZIDX] as number
  const size = (c + 1) << s.shift
  if (n <= size && 4 * n > 3 * size) {
    if (s.recording) emit(s, event.REALLOC_KEPT, block, c, n)
    return block
  }
  const moved = objectMalloc(s, n)
  if (s.recording) emit(s, event.REALLOC_MOVED, block, moved, Math.min(n, size))
  objectFree(s, block)
  return moved
}
