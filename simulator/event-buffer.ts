/**
 * Events inside the engine: words in an `Int32Array`, so that a step with events on allocates nothing either.
 *
 * Those that nearly every step has take one word: a HIT is the handle of its block, with the bit EXTENDED when an EXTEND
 * follows, and a BLOCK_FREED the complement of the handle. Handles of blocks begin above those of the sentinels, so a small number starts any other event: its kind, then three
 * operands (see `events.ts`, which turns events into values).
 */
import { HANDLE_LIMIT, type ObmallocState } from './state.ts'

/** Words of an event other than HIT and BLOCK_FREED. */
const EVENT_WORDS = 4

/** Names of the kinds; the index is the code in the buffer. */
export const eventNames = [
  'HIT',
  'EXTEND',
  'POOL_FULL',
  'POOL_REUSED_SAME_CLASS',
  'POOL_REINIT',
  'POOL_CARVED',
  'ARENA_NEW',
  'ARENA_REFUSED',
  'VECTOR_GROWN',
  'ARENA_LEFT_LIST',
  'BLOCK_FREED',
  'POOL_UNFULL',
  'POOL_EMPTY',
  'CASE1',
  'CASE2',
  'CASE3',
  'CASE4',
  'ARENA_KEPT',
  'ARENA_RELEASED',
  'REALLOC_KEPT',
  'REALLOC_MOVED',
  'RAW',
  'RAW_RESIZED',
  'RAW_FREED',
] as const

export type EventName = (typeof eventNames)[number]

export const HIT = 0
export const EXTEND = 1
export const POOL_FULL = 2
export const POOL_REUSED_SAME_CLASS = 3
export const POOL_REINIT = 4
export const POOL_CARVED = 5
export const ARENA_NEW = 6
export const ARENA_REFUSED = 7
export const VECTOR_GROWN = 8
export const ARENA_LEFT_LIST = 9
export const BLOCK_FREED = 10
export const POOL_UNFULL = 11
export const POOL_EMPTY = 12
export const CASE1 = 13
export const CASE2 = 14
export const CASE3 = 15
export const CASE4 = 16
export const ARENA_KEPT = 17
export const ARENA_RELEASED = 18
export const REALLOC_KEPT = 19
export const REALLOC_MOVED = 20
export const RAW = 21
export const RAW_RESIZED = 22
export const RAW_FREED = 23

/** Bit of a HIT's word: an EXTEND of the same pool follows. Handles are below it. */
export const EXTENDED = HANDLE_LIMIT

/** Appends a HIT; `word` is the block, with {@link EXTENDED} where it applies. */
export function emitHit(s: ObmallocState, word: number): void {
  const at = s.eventWords
  if (at < s.events.length) {
    s.events[at] = word
    s.eventWords = at + 1
  } else {
    makeRoom(s)
    emitHit(s, word)
  }
}

/** Appends a BLOCK_FREED. */
export const emitFreed = (s: ObmallocState, block: number): void => emitHit(s, ~block)

/** Appends any other event. */
export function emit(s: ObmallocState, kind: number, subject: number, more: number, last = 0): void {
  if (s.eventWords + EVENT_WORDS > s.events.length) makeRoom(s)
  const at = s.eventWords
  s.events[at] = kind
  s.events[at + 1] = subject
  s.events[at + 2] = more
  s.events[at + 3] = last
  s.eventWords = at + EVENT_WORDS
}

/** Calls back for each event: its kind (an index into {@link eventNames}) and its operands. */
export function eachEvent(
  words: Int32Array,
  length: number,
  take: (kind: number, subject: number, more: number, last: number) => void,
): void {
  for (let i = 0; i < length; ) {
    const word = words[i] as number
    if (word < 0) take(BLOCK_FREED, ~word, 0, 0)
    else if (word >= eventNames.length) {
      const block = word & ~EXTENDED
      take(HIT, block, 0, 0)
      if (word !== block) take(EXTEND, block, 0, 0)
    } else {
      take(word, words[i + 1] as number, words[i + 2] as number, words[i + 3] as number)
      i += EVENT_WORDS - 1
    }
    i++
  }
}

/** Hands a full buffer to the sink, or makes it larger. */
function makeRoom(s: ObmallocState): void {
  if (s.eventSink !== null) {
    s.eventSink(s.events, s.eventWords)
    s.eventWords = 0
    return
  }
  const wider = new Int32Array(2 * s.events.length)
  wider.set(s.events)
  s.events = wider
}
