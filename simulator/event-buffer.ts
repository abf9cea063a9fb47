/**
 * Events inside the engine: two words each in an `Int32Array`, so that a step with events on allocates nothing either.
 *
 * The first word holds the kind in its low byte and, above it, what the kind has to say (see `events.ts`, which turns
 * events into values); the second is the block, pool or arena concerned.
 */
import type { ObmallocState } from './state.ts'

/** Words of one event. */
export const EVENT_WORDS = 2

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
  'CONTINUED',
] as const

export type EventName = Exclude<(typeof eventNames)[number], 'CONTINUED'>

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
/** No event: a further word of the one before it. */
export const CONTINUED = 24

/** First word of an event about a block or a pool: its class (below 256) and a count (below 65,536). */
export const withCount = (kind: number, sizeClass: number, count: number): number =>
  kind | (sizeClass << 8) | (count << 16)

/** First word of an event that says a number below 2^23. */
export const withNumber = (kind: number, n: number): number => kind | (n << 8)

/** Appends an event; hands a full buffer to the sink, or makes it larger. */
export function emit(s: ObmallocState, said: number, subject: number): void {
  const at = s.eventWords
  const words = s.events
  if (at + 1 < words.length) {
    words[at] = said
    words[at + 1] = subject
    s.eventWords = at + EVENT_WORDS
  } else {
    makeRoom(s)
    emit(s, said, subject)
  }
}

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
