/**
 * Events inside the engine: four words each in an `Int32Array`, so that a step with events on allocates nothing either.
 * `events.ts` turns them into values.
 */
import type { ObmallocState } from './state.ts'

/** Words of one event: kind, then three operands whose meaning depends on the kind (see `events.ts`). */
export const EVENT_WORDS = 4

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

/** Appends an event; hands a full buffer to the sink, or makes it larger. */
export function emit(s: ObmallocState, kind: number, a: number, b: number, c: number): void {
  const at = s.eventWords
  if (at === s.events.length) {
    makeRoom(s)
    emit(s, kind, a, b, c)
    return
  }
  const words = s.events
  words[at] = kind
  words[at + 1] = a
  words[at + 2] = b
  words[at + 3] = c
  s.eventWords = at + EVENT_WORDS
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
