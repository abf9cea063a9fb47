/**
 * Events as values: what a step did, in the order in which the C code does it, with the pools, arenas and addresses
 * concerned. All addresses are absolute; arenas are indices in `arenas`.
 */
import { blockAddress, nextOffset, type Pointer, poolAddress, poolOf } from './addresses.ts'
import { type EventName, eachEvent, eventNames } from './event-buffer.ts'
import { blockSize } from './size-class.ts'
import {
  ARENA_WORDS,
  ARENAINDEX,
  COUNT,
  NEXTARENA,
  NFREEPOOLS,
  NIL,
  NTOTALPOOLS,
  type ObmallocState,
  PREVARENA,
  SLOT,
  SZIDX,
} from './state.ts'

interface AtBlock {
  /** Address of the block. */
  readonly address: number
  readonly pool: number
  readonly arena: number
  readonly sizeClass: number
}

interface AtPool {
  readonly pool: number
  readonly arena: number
  readonly sizeClass: number
  /** Blocks handed out (`ref.count`) after the event. */
  readonly count: number
}

interface AtArena {
  readonly arena: number
  /** `nfreepools` after the event. */
  readonly nfreepools: number
}

export type AllocatorEvent =
  /** A block from the front pool of the ring; `count` is the pool's new count. */
  | (AtBlock & { readonly type: 'HIT'; readonly count: number })
  /** The free list ran dry, so the virgin block at `address` was added to it. */
  | (AtBlock & { readonly type: 'EXTEND'; readonly nextoffset: number })
  /** The last block was handed out; the pool is on no list now. */
  | (AtPool & { readonly type: 'POOL_FULL' })
  /** An emptied pool of the same class: header and free list were still good. */
  | (AtBlock & { readonly type: 'POOL_REUSED_SAME_CLASS' })
  /** An emptied pool was set up anew for another class. */
  | (AtBlock & { readonly type: 'POOL_REINIT'; readonly previousClass: number })
  /** A pool was cut from the untouched end of the arena. */
  | (AtBlock & { readonly type: 'POOL_CARVED' })
  /** The system gave an arena. `slot` is its place in the region; null where a function placed it. */
  | {
      readonly type: 'ARENA_NEW'
      readonly arena: number
      readonly address: number
      readonly slot: number | null
      readonly ntotalpools: number
    }
  /** The system gave none; the request falls through to libc. */
  | { readonly type: 'ARENA_REFUSED'; readonly arena: number }
  /** The `arenas` vector was made longer. */
  | { readonly type: 'VECTOR_GROWN'; readonly from: number; readonly to: number }
  /** The arena's last free pool was taken, so it left `usable_arenas`; `head` stands first now. */
  | { readonly type: 'ARENA_LEFT_LIST'; readonly arena: number; readonly head: number | null }
  /** A block went to the front of its pool's free list; `count` is the pool's new count. */
  | (AtBlock & { readonly type: 'BLOCK_FREED'; readonly count: number })
  /** The pool was full, and is at the front of its ring now. */
  | (AtPool & { readonly type: 'POOL_UNFULL' })
  /** The pool's last live block was freed; it went to the front of its arena's `freepools`. */
  | (AtPool & { readonly type: 'POOL_EMPTY' })
  /** Case 1: wholly free and not last, so it goes back. */
  | (AtArena & { readonly type: 'CASE1' })
  /** Case 2: its first free pool puts it at the head of the list; `next` was the head before. */
  | (AtArena & { readonly type: 'CASE2'; readonly next: number | null })
  /** Case 3: it slides to just behind arena `after`. */
  | (AtArena & { readonly type: 'CASE3'; readonly after: number })
  /** Case 4: it stands right already. */
  | (AtArena & { readonly type: 'CASE4' })
  /** Wholly free, but kept, since it is the last of the list (3.9+). */
  | (AtArena & { readonly type: 'ARENA_KEPT' })
  /** The arena's memory went back to the system. */
  | {
      readonly type: 'ARENA_RELEASED'
      readonly arena: number
      readonly address: number
      readonly slot: number | null
    }
  /** realloc left the block where it is. */
  | (AtBlock & { readonly type: 'REALLOC_KEPT'; readonly bytes: number })
  /** realloc took `to`, copied `copied` bytes, and then freed `from`. */
  | {
      readonly type: 'REALLOC_MOVED'
      readonly from: number
      readonly to: Pointer
      readonly copied: number
      readonly pool: number
      readonly arena: number
    }
  /** libc served the request: `bytes` as pymalloc saw it (with the debug hooks' bytes; 2,147,483,647 stands for more). */
  | { readonly type: 'RAW'; readonly pointer: Pointer; readonly bytes: number }
  /** libc's realloc; a raw block stays raw. */
  | { readonly type: 'RAW_RESIZED'; readonly pointer: Pointer; readonly bytes: number }
  /** libc's free. */
  | { readonly type: 'RAW_FREED'; readonly pointer: Pointer }

/**
 * Decodes the events of one step from the first `length` words of a buffer, while the state is still as the step left it:
 * what the words do not hold is read from there.
 */
export function decodeEvents(s: ObmallocState, words: Int32Array, length: number): AllocatorEvent[] {
  const events: AllocatorEvent[] = []
  const freed: number[] = []
  eachEvent(words, length, (kind, subject, more, last) => {
    const type = eventNames[kind]
    if (type === undefined) throw new RangeError(`No event has the code ${kind}.`)
    if (type === 'BLOCK_FREED') freed.push(poolOf(s, subject))
    events.push(decode(s, type, subject, more, last))
  })
  // A step that took a block and then freed one of the same pool left the pool with one less than the HIT saw.
  return events.map((event) =>
    event.type === 'HIT' && freed.some((pool) => poolAddress(s, pool) === event.pool)
      ? { ...event, count: event.count + 1 }
      : event,
  )
}

const orNull = (n: number): number | null => (n === NIL ? null : n)

/** `subject` is the block, pool or arena concerned; what `more` and `last` are depends on the kind. */
function decode(
  s: ObmallocState,
  type: EventName,
  subject: number,
  more: number,
  last: number,
): AllocatorEvent {
  const inArena = (word: number) => s.arena[subject * ARENA_WORDS + word] as number
  switch (type) {
    case 'HIT':
    case 'BLOCK_FREED':
      return { type, ...atBlock(s, subject), count: s.links[poolOf(s, subject) + COUNT] as number }
    case 'EXTEND': {
      // The subject is a block of the pool; the one that was added is the last below nextoffset.
      const at = atBlock(s, subject)
      const nextoffset = nextOffset(s, poolOf(s, subject))
      return { type, ...at, address: at.pool + nextoffset - blockSize(s.profile, at.sizeClass), nextoffset }
    }
    case 'POOL_REUSED_SAME_CLASS':
    case 'POOL_CARVED':
      return { type, ...atBlock(s, subject) }
    case 'POOL_REINIT':
      return { type, ...atBlock(s, subject), previousClass: more }
    case 'REALLOC_KEPT':
      return { type, ...atBlock(s, subject), bytes: more }
    case 'POOL_FULL':
    case 'POOL_UNFULL':
    case 'POOL_EMPTY': {
      const [arena, sizeClass] = [s.word(subject, ARENAINDEX), s.word(subject, SZIDX)]
      return { type, pool: poolAddress(s, subject), arena, sizeClass, count: more }
    }
    case 'ARENA_NEW': {
      const address = s.placedAt[subject] as number
      return { type, arena: subject, address, slot: orNull(inArena(SLOT)), ntotalpools: inArena(NTOTALPOOLS) }
    }
    case 'ARENA_RELEASED':
      return { type, arena: subject, address: s.placedAt[subject] as number, slot: orNull(inArena(SLOT)) }
    case 'ARENA_REFUSED':
      return { type, arena: subject }
    case 'VECTOR_GROWN':
      return { type, from: subject, to: more }
    case 'ARENA_LEFT_LIST':
      return { type, arena: subject, head: orNull(more) }
    case 'CASE1':
    case 'CASE4':
    case 'ARENA_KEPT':
      return { type, arena: subject, nfreepools: inArena(NFREEPOOLS) }
    case 'CASE2':
      return { type, arena: subject, nfreepools: inArena(NFREEPOOLS), next: orNull(inArena(NEXTARENA)) }
    case 'CASE3':
      return { type, arena: subject, nfreepools: inArena(NFREEPOOLS), after: inArena(PREVARENA) }
    case 'REALLOC_MOVED': {
      const { address: from, pool, arena } = atBlock(s, subject)
      return {
        type,
        from,
        to: more < 0 ? `raw#${-more}` : blockAddress(s, more),
        copied: last,
        pool,
        arena,
      }
    }
    case 'RAW':
    case 'RAW_RESIZED':
      return { type, pointer: `raw#${-subject}`, bytes: more }
    case 'RAW_FREED':
      return { type, pointer: `raw#${-subject}` }
  }
}

function atBlock(s: ObmallocState, block: number): AtBlock {
  const pool = poolOf(s, block)
  return {
    address: blockAddress(s, block),
    pool: poolAddress(s, pool),
    arena: s.word(pool, ARENAINDEX),
    sizeClass: s.word(pool, SZIDX),
  }
}
