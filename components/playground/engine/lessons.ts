import type { EventName } from '#simulator/index.ts'

/** The lesson that teaches an event, by its slug. A test holds this against the course. */
export const lessonOf: Record<EventName, string> = {
  HIT: 'allocation',
  EXTEND: 'allocation',
  POOL_FULL: 'allocation',
  POOL_REUSED_SAME_CLASS: 'allocation',
  POOL_REINIT: 'allocation',
  POOL_CARVED: 'pools',
  ARENA_NEW: 'arenas',
  ARENA_REFUSED: 'arenas',
  VECTOR_GROWN: 'arenas',
  ARENA_LEFT_LIST: 'usable-arenas',
  BLOCK_FREED: 'deallocation',
  POOL_UNFULL: 'deallocation',
  POOL_EMPTY: 'deallocation',
  CASE1: 'the-four-cases',
  CASE2: 'the-four-cases',
  CASE3: 'the-four-cases',
  CASE4: 'the-four-cases',
  ARENA_KEPT: 'when-memory-goes-home',
  ARENA_RELEASED: 'when-memory-goes-home',
  REALLOC_KEPT: 'realloc-calloc-and-the-big-ones',
  REALLOC_MOVED: 'realloc-calloc-and-the-big-ones',
  RAW: 'realloc-calloc-and-the-big-ones',
  RAW_RESIZED: 'realloc-calloc-and-the-big-ones',
  RAW_FREED: 'realloc-calloc-and-the-big-ones',
}

/** What can be jumped to, as a person looks for it. */
export const jumps = [
  { events: ['ARENA_NEW'], name: 'an arena is taken' },
  { events: ['ARENA_RELEASED'], name: 'an arena is given back' },
  { events: ['ARENA_KEPT'], name: 'an empty arena is kept' },
  { events: ['ARENA_LEFT_LIST'], name: 'an arena leaves usable_arenas' },
  { events: ['CASE2'], name: 'an arena returns to the head of the list' },
  { events: ['CASE3'], name: 'an arena slides along the list' },
  { events: ['POOL_CARVED'], name: 'a pool is carved' },
  { events: ['POOL_FULL'], name: 'a pool becomes full' },
  { events: ['POOL_UNFULL'], name: 'a full pool rejoins its ring' },
  { events: ['POOL_EMPTY'], name: 'a pool becomes empty' },
  { events: ['POOL_REUSED_SAME_CLASS', 'POOL_REINIT'], name: 'an emptied pool is used again' },
  { events: ['REALLOC_MOVED'], name: 'realloc moves a block' },
  { events: ['REALLOC_KEPT'], name: 'realloc leaves a block where it is' },
  { events: ['RAW', 'RAW_RESIZED', 'RAW_FREED'], name: 'libc is asked' },
] as const satisfies readonly { events: readonly EventName[]; name: string }[]
