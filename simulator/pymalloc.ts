/**
 * The allocator itself, on block handles. Mirrors `pymalloc_alloc()`, `pymalloc_pool_extend()`,
 * `allocate_from_new_pool()`, `pymalloc_free()`, `insert_to_usedpool()`, `pymalloc_realloc()` and the `_PyObject_*`
 * functions around them, of `Objects/obmalloc.c` (3.11). Nothing here allocates JavaScript memory on the common path.
 *
 * A handle above 0 is a block in an arena; one below 0 is libc's, `-k` for `raw#k`; see `state.ts`.
 *
 * The functions of the common path hold literals in place of the names of `state.ts`: V8 loads an imported constant anew at
 * each use and checks its type, which took a third of the time.
 */
import { insertToFreepool, newArena, startUsableList, takePool } from './arena.ts'
import { DUMMY_SIZE_IDX } from './constants.ts'
import * as event from './event-buffer.ts'
import { EXTENDED, emit, emitFreed, emitHit } from './event-buffer.ts'
import { rawAlloc, rawFree, rawRealloc } from './raw.ts'
import {
  ARENA_WORDS,
  COUNT,
  FREEBLOCK,
  LIVE,
  NEXTOFFSET,
  NEXTPOOL,
  NFREEPOOLS,
  NIL,
  type ObmallocState,
  PREVPOOL,
  SZIDX,
} from './state.ts'

/**
 * `_PyObject_Malloc()`: `n` bytes from pymalloc, or from libc where pymalloc does not serve them.
 * @param n bytes, a whole number from 0; the caller has checked it.
 */
export function objectMalloc(s: ObmallocState, n: number): number {
  // "| 0" says that a call returns a 32-bit integer, without which V8 takes every handle for a double.
  if (n > s.threshold || n === 0) return rawAlloc(s, n) | 0
  const c = (n - 1) >> s.shift
  const links = s.links
  const p = s.pool[c << 2 /* NEXTPOOL of the sentinel */] as number
  const off = links[p /* FREEBLOCK */] as number
  // A pool in a ring has a free block; the sentinel has none, so 0 says that the ring is empty.
  if (off === 0) return allocateFromNewPool(s, c, n) | 0
  const block = p + off
  const next = links[block] as number
  const count = (links[p + 1 /* COUNT */] as number) + 1
  links[block] = 0xffff /* LIVE */
  links[p + 1 /* COUNT */] = count
  links[p /* FREEBLOCK */] = next
  if (next === 0) extendPool(s, p, c, block)
  else if (s.recording) emitHit(s, block)
  return block
}

/**
 * `pymalloc_pool_extend()`: handing out `block` left the free list empty; exactly one virgin block is added to it, or the
 * pool is full.
 */
function extendPool(s: ObmallocState, p: number, c: number, block: number): void {
  const links = s.links
  const off = links[p + 2 /* NEXTOFFSET */] as number
  const end = off + c + 1
  if (end <= s.granuleMask + 1) {
    links[p + 2 /* NEXTOFFSET */] = end
    links[p /* FREEBLOCK */] = off
    links[p + off] = 0
    if (s.recording) emitHit(s, block | EXTENDED)
  } else fillPool(s, p, block)
}

/** The end of `pymalloc_pool_extend()`: the pool has no block left, and leaves its ring. */
function fillPool(s: ObmallocState, p: number, block: number): void {
  leaveRing(s, p)
  if (!s.recording) return
  emitHit(s, block)
  emit(s, event.POOL_FULL, p, s.links[p + COUNT] as number)
}

function leaveRing(s: ObmallocState, p: number): void {
  const next = s.word(p, NEXTPOOL)
  const prev = s.word(p, PREVPOOL)
  s.pool[s.header(next) + PREVPOOL] = prev
  s.pool[s.header(prev) + NEXTPOOL] = next
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
  const header = s.header(p)
  const { links, pool } = s
  const sentinel = s.poolAt(c)
  pool[header + NEXTPOOL] = sentinel
  pool[header + PREVPOOL] = sentinel
  pool[s.header(sentinel) + NEXTPOOL] = p
  pool[s.header(sentinel) + PREVPOOL] = p
  links[p + COUNT] = 1

  let block: number
  const szidx = pool[header + SZIDX] as number
  if (szidx === c) {
    // Header and free list are still good: blocks come back in the order that the frees left, not by address.
    block = p + (links[p + FREEBLOCK] as number)
    links[p + FREEBLOCK] = links[block] as number
    if (s.recording) emit(s, event.POOL_REUSED_SAME_CLASS, block, 0)
  } else {
    const first = s.poolOverhead >> s.shift
    const second = first + c + 1
    block = p + first
    pool[header + SZIDX] = c
    links[p + NEXTOFFSET] = second + c + 1
    links[p + FREEBLOCK] = second
    links[p + second] = 0
    if (s.recording) {
      if (szidx === DUMMY_SIZE_IDX) emit(s, event.POOL_CARVED, block, 0)
      else emit(s, event.POOL_REINIT, block, szidx)
    }
  }
  links[block] = LIVE
  if (s.recording && s.arena[served * ARENA_WORDS + NFREEPOOLS] === 0)
    emit(s, event.ARENA_LEFT_LIST, served, s.usable_arenas)
  return block
}

/**
 * `_PyObject_Free()`.
 * @returns false, with nothing changed, when the handle is no live block. (C has no such test: undefined behaviour.)
 */
export function objectFree(s: ObmallocState, block: number): boolean {
  if (block <= 0) return rawFree(s, block)
  const links = s.links
  if (links[block] !== 0xffff /* LIVE */) return false
  const off = block & s.granuleMask
  const p = block - off
  const last = links[p /* FREEBLOCK */] as number
  const count = (links[p + 1 /* COUNT */] as number) - 1
  links[block] = last
  links[p /* FREEBLOCK */] = off
  links[p + 1 /* COUNT */] = count
  if (s.recording) emitFreed(s, block)
  if (last === 0) insertToUsedpool(s, p, count)
  else if (count === 0) emptied(s, p)
  return true
}

/** `insert_to_usedpool()`: a pool that was full goes to the front of its ring. */
function insertToUsedpool(s: ObmallocState, p: number, count: number): void {
  const pool = s.pool
  const header = s.header(p)
  const c = pool[header + SZIDX] as number
  const sentinel = s.poolAt(c)
  const front = s.word(sentinel, NEXTPOOL)
  pool[header + NEXTPOOL] = front
  pool[header + PREVPOOL] = sentinel
  pool[s.header(front) + PREVPOOL] = p
  pool[s.header(sentinel) + NEXTPOOL] = p
  if (s.recording) emit(s, event.POOL_UNFULL, p, count)
}

/** First lines of `insert_to_freepool()`: the pool leaves its ring. */
function emptied(s: ObmallocState, p: number): void {
  leaveRing(s, p)
  if (s.recording) emit(s, event.POOL_EMPTY, p, 0)
  insertToFreepool(s, p)
}

/**
 * `_PyObject_Realloc()` for a block that is not null. The new block is taken before the old one is freed, so it can
 * never be the old one.
 * @returns the block that holds the data now; 0, with nothing changed, when the handle is no live block.
 */
export function objectRealloc(s: ObmallocState, block: number, n: number): number {
  if (block <= 0) return rawRealloc(s, block, n)
  if (s.links[block] !== LIVE) return 0
  const c = s.word(block, SZIDX)
  const size = (c + 1) << s.shift
  if (n <= size && 4 * n > 3 * size) {
    if (s.recording) emit(s, event.REALLOC_KEPT, block, n)
    return block
  }
  const moved = objectMalloc(s, n)
  if (s.recording) emit(s, event.REALLOC_MOVED, block, moved, Math.min(n, size))
  objectFree(s, block)
  return moved
}
