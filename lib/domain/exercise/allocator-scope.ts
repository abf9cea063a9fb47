/**
 * What a goal may say about a play in the allocator. Where there are several states, names speak of the first one; `blocks`,
 * `events` and `queries` hold all states', each with its name. Addresses are relative, as {@link AllocatorPlay} gives them.
 */
import { type EventName, eventNames } from '#simulator/index.ts'
import type { AllocatorPlay, LiveBlock, Tally } from './allocator-play.ts'
import { listOf, recordOf, type Type, type Vocabulary } from './expression-type.ts'
import type { Scope, Value } from './expression-value.ts'
import { FIRST_STATE } from './play-text.ts'

const numbers = <Name extends string>(...names: Name[]): Record<Name, Type> =>
  Object.fromEntries(names.map((name): [Name, Type] => [name, 'number'])) as Record<Name, Type>

const atBlock = numbers('address', 'pool', 'arena', 'sizeClass')
const atPool = numbers('pool', 'arena', 'sizeClass', 'count')
const atArena = numbers('arena', 'nfreepools')
const raw = { pointer: 'address' as const, bytes: 'number' as const }

/** The fields of each event; see `simulator/events.ts` for what they mean. */
const eventFields: Record<EventName, Record<string, Type>> = {
  HIT: { ...atBlock, ...numbers('count') },
  EXTEND: { ...atBlock, ...numbers('nextoffset') },
  POOL_FULL: atPool,
  POOL_REUSED_SAME_CLASS: atBlock,
  POOL_REINIT: { ...atBlock, ...numbers('previousClass') },
  POOL_CARVED: atBlock,
  ARENA_NEW: numbers('arena', 'address', 'slot', 'ntotalpools'),
  ARENA_REFUSED: numbers('arena'),
  VECTOR_GROWN: numbers('from', 'to'),
  ARENA_LEFT_LIST: numbers('arena', 'head'),
  BLOCK_FREED: { ...atBlock, ...numbers('count') },
  POOL_UNFULL: atPool,
  POOL_EMPTY: atPool,
  CASE1: atArena,
  CASE2: { ...atArena, ...numbers('next') },
  CASE3: { ...atArena, ...numbers('after') },
  CASE4: atArena,
  ARENA_KEPT: atArena,
  ARENA_RELEASED: numbers('arena', 'address', 'slot'),
  REALLOC_KEPT: { ...atBlock, ...numbers('bytes') },
  REALLOC_MOVED: { ...numbers('from', 'copied', 'pool', 'arena'), to: 'address' },
  RAW: raw,
  RAW_RESIZED: raw,
  RAW_FREED: { pointer: 'address' },
}

const isEventName = (text: string): text is EventName => (eventNames as readonly string[]).includes(text)

const eventList = (name: string): Type | null =>
  isEventName(name) ? listOf(recordOf({ ...eventFields[name], state: 'text' })) : null

const block: Type = recordOf({
  id: 'number',
  state: 'text',
  address: 'address',
  /** As asked for. */
  bytes: 'number',
  /** libc's. */
  raw: 'flag',
  sizeClass: 'number',
  blockSize: 'number',
  pool: 'number',
})

const pool: Type = recordOf({
  ...numbers('address', 'count', 'freeblock', 'arenaindex', 'szidx', 'nextoffset', 'maxnextoffset'),
  ...numbers('blockSize', 'blocks', 'virginBlocks'),
  state: 'text',
})

const arena: Type = recordOf({
  ...numbers('index', 'address', 'pool_address', 'nfreepools', 'ntotalpools', 'firstPool', 'carvedPools'),
  freepools: listOf('number'),
  usable: 'flag',
})

const list = listOf('number')

/** The words of the allocator's goals; answers are added by the part that asks for them. */
export const allocatorVocabulary: Vocabulary = {
  names: {
    ...numbers('calls', 'mallocs', 'reallocs', 'frees', 'poolFrees'),
    /** What allocating requests returned, in order. */
    results: listOf('address'),
    blocks: listOf(block),
    pools: listOf(pool),
    arenas: listOf(arena),
    /** usable_arenas from the head: [index, nfreepools] each. */
    usable: listOf(list),
    nfp2lasta: list,
    counters: recordOf(
      numbers(
        'maxarenas',
        'narenas_currently_allocated',
        'ntimes_arena_allocated',
        'narenas_highwater',
        'raw_allocated_blocks',
        'allocatedBlocks',
      ),
    ),
    stats: recordOf(
      numbers(
        'arenasAllocatedTotal',
        'arenasReclaimed',
        'arenasHighwater',
        'arenasCurrent',
        'arenaBytes',
        'allocatedBytes',
        'availableBytes',
        'unusedPools',
        'unusedPoolBytes',
        'poolHeaderBytes',
        'quantizationBytes',
        'arenaAlignmentBytes',
        'totalBytes',
        'usedPools',
      ),
    ),
    profile: recordOf(
      numbers('ALIGNMENT', 'SMALL_REQUEST_THRESHOLD', 'POOL_SIZE', 'ARENA_SIZE', 'POOL_OVERHEAD'),
    ),
    queries: listOf(
      recordOf({
        state: 'text',
        owner: 'text',
        inRange: 'flag',
        address: 'address',
        ...numbers('id', 'arenas'),
      }),
    ),
  },
  functions: {
    events: { takes: ['text'], gives: eventList },
    ring: { takes: ['number'], gives: list },
    pool: { takes: ['number'], gives: pool },
    freeList: { takes: ['number'], gives: list },
    arena: { takes: ['number'], gives: arena },
  },
}

const tallyNames = new Set<string>([
  'calls',
  'mallocs',
  'reallocs',
  'frees',
  'poolFrees',
] satisfies (keyof Tally)[])

/** Views of the engine are plain data in the form that the vocabulary declares. */
const plain = (view: object | null): Value => view as Value

/** Reads a play as its goals see it. A name is computed once, when it is first asked for. */
export function allocatorScope(play: AllocatorPlay): Scope {
  const heap = play.heap(FIRST_STATE)
  const known = new Map<string, Value>()
  const rel = (address: number) => Number(play.relative(address))
  const relativePool = (view: ReturnType<typeof heap.pool>): Value =>
    view &&
    plain({
      ...view,
      address: rel(view.address),
      freeblock: view.freeblock === null ? null : rel(view.freeblock),
    })
  const relativeArena = (view: ReturnType<typeof heap.arena>): Value =>
    view &&
    plain({
      ...view,
      address: rel(view.address),
      pool_address: rel(view.pool_address),
      firstPool: rel(view.firstPool),
      freepools: view.freepools.map(rel),
    })

  const read = (name: string): Value => {
    switch (name) {
      case 'results':
        return play.results
      case 'blocks':
        return [...play.blocks.values()].map((live) => plain(describeBlock(play, live)))
      case 'pools':
        return heap.pools().map(relativePool)
      case 'arenas':
        return heap.arenas().map(relativeArena)
      case 'usable':
        return heap.usableArenas().map((index) => [index, heap.arena(index)?.nfreepools ?? null])
      case 'nfp2lasta':
        return heap.nfp2lasta()
      case 'counters':
        return plain(heap.counters())
      case 'stats': {
        const stats = heap.stats()
        return plain({ ...stats, usedPools: stats.classes.reduce((sum, { pools }) => sum + pools, 0) })
      }
      case 'profile':
        return plain(heap.profile)
      case 'queries':
        return play.queries.map(plain)
      default:
        return tallyNames.has(name) ? play.tally[name as keyof Tally] : null
    }
  }

  return {
    name(name) {
      const value = known.has(name) ? (known.get(name) ?? null) : read(name)
      known.set(name, value)
      return value
    },
    call(name, [argument = null]) {
      if (name === 'events') return play.eventsOf(String(argument)).map(plain)
      if (typeof argument !== 'number') return null
      switch (name) {
        case 'ring':
          return Number.isInteger(argument) && argument >= 0 && argument < 64 ? ringOf(play, argument) : []
        case 'pool':
          return relativePool(heap.pool(play.absolute(argument)))
        case 'freeList':
          return heap.freeList(play.absolute(argument)).map(rel)
        case 'arena':
          return relativeArena(heap.arena(argument))
        default:
          return null
      }
    },
  }
}

function ringOf(play: AllocatorPlay, sizeClass: number): number[] {
  const heap = play.heap(FIRST_STATE)
  const classes = heap.profile.SMALL_REQUEST_THRESHOLD / heap.profile.ALIGNMENT
  return sizeClass < classes ? heap.ring(sizeClass).map((each) => Number(play.relative(each))) : []
}

/** A live block as goals and tables show it. */
export function describeBlock(play: AllocatorPlay, { id, state, pointer }: LiveBlock) {
  const heap = play.heap(state)
  const bytes = heap.request(pointer)?.bytes ?? null
  const address = play.relative(pointer)
  if (typeof pointer !== 'number')
    return { id, state, address, bytes, raw: true, sizeClass: null, blockSize: null, pool: null }
  const view = heap.pool(pointer)
  return {
    id,
    state,
    address,
    bytes,
    raw: false,
    sizeClass: view?.szidx ?? null,
    blockSize: view?.blockSize ?? null,
    pool: view && Number(play.relative(view.address)),
  }
}
