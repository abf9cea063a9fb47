/**
 * Fall-through to libc: `PyMem_RawMalloc()` and its kin as `_PyObject_Malloc()` calls them. libc's addresses are outside
 * the model: a raw block is `raw#k`, numbered in the order in which they were handed out, and never an address.
 * `raw_allocated_blocks` counts the live ones, as `_Py_GetAllocatedBlocks()` needs it.
 */
import * as event from './event-buffer.ts'
import { emit } from './event-buffer.ts'
import { enlarged, type ObmallocState } from './state.ts'

/** A size in an event; 2,147,483,647 stands for all that do not fit a word. */
const told = (n: number): number => Math.min(n, 0x7fff_ffff)

export function rawAlloc(s: ObmallocState, n: number): number {
  const k = ++s.rawSerial
  if (k >> 5 >= s.rawLive.length) s.rawLive = enlarged(s.rawLive, new Int32Array(2 * s.rawLive.length))
  s.rawLive[k >> 5] = (s.rawLive[k >> 5] as number) | (1 << (k & 31))
  s.raw_allocated_blocks++
  if (s.recording) emit(s, event.RAW, -k, told(n))
  // Negation alone may be -0, which would make a double of every handle that V8 sees here.
  return -k | 0
}

function isLiveRaw(s: ObmallocState, block: number): boolean {
  const k = -block | 0
  return k <= s.rawSerial && ((s.rawLive[k >> 5] as number) & (1 << (k & 31))) !== 0
}

/** Frees a libc block; false when it is not live. */
export function rawFree(s: ObmallocState, block: number): boolean {
  if (!isLiveRaw(s, block)) return false
  const k = -block | 0
  s.rawLive[k >> 5] = (s.rawLive[k >> 5] as number) & ~(1 << (k & 31))
  s.raw_allocated_blocks--
  if (s.recording) emit(s, event.RAW_FREED, block, 0)
  return true
}

/** libc's realloc, whatever the new size: a raw block never moves into an arena. 0 when it is not live. */
export function rawRealloc(s: ObmallocState, block: number, n: number): number {
  if (!isLiveRaw(s, block)) return 0
  if (s.recording) emit(s, event.RAW_RESIZED, block, told(n))
  return block
}
