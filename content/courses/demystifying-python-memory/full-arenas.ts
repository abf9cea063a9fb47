/** Arenas that are wholly allocated, and what becomes of them as their pools are emptied: the stage of lessons 8 and 9. */
import {
  type Allocator,
  type AllocatorEvent,
  createAllocator,
  LIVE_BLOCK,
  type PoolView,
} from '#simulator/index.ts'

/** The largest block that pymalloc serves, so that few of them fill an arena. */
export const bytes = 512

/** An allocator whose arenas have no free pool: each is full of blocks of {@link bytes}. */
export function fullArenas(count: number, options?: Parameters<typeof createAllocator>[0]): Allocator {
  const heap = createAllocator(options)
  for (let arena = 0; arena < count; arena++) {
    const first = heap.malloc(bytes).pointer
    const blocks = typeof first === 'number' ? (heap.pool(first)?.blocks ?? 0) : 0
    const pools = heap.arenas()[arena]?.ntotalpools ?? 0
    for (let block = 1; block < pools * blocks; block++) heap.malloc(bytes)
  }
  if (heap.usableArenas().length > 0) throw new Error('an arena has a free pool')
  return heap
}

/** Frees the live blocks of a pool from the lowest on, without the first `keep`; returns what the last of these frees did. */
export function freeBlocks(heap: Allocator, pool: PoolView, keep = 0): readonly AllocatorEvent[] {
  const live = [...(heap.blockStates(pool.address) ?? [])]
    .map((state, index) => ({
      state,
      address: pool.address + heap.profile.POOL_OVERHEAD + index * pool.blockSize,
    }))
    .filter(({ state }) => state === LIVE_BLOCK)
  let events: readonly AllocatorEvent[] = []
  for (const { address } of live.slice(keep)) events = heap.free(address).events
  return events
}

/**
 * Frees every block of one pool, the lowest that has any.
 * @returns what the last of these frees did
 * @throws RangeError for an arena without blocks
 */
export function emptyPool(heap: Allocator, arena: number): readonly AllocatorEvent[] {
  const [pool] = heap
    .pools()
    .filter(({ arenaindex, count }) => arenaindex === arena && count > 0)
    .sort((a, b) => a.address - b.address)
  if (!pool) throw new RangeError(`arena ${arena} has no block`)
  return freeBlocks(heap, pool)
}

/** Which of the four cases a free was. */
export function caseOf(events: readonly AllocatorEvent[]): number {
  const found = events.map(({ type }) => /^CASE(\d)$/.exec(type)?.[1]).find((digit) => digit !== undefined)
  if (!found) throw new Error('no pool was emptied')
  return Number(found)
}

/** Three full arenas after pools were emptied, each named by its arena; and the case of the last one. */
export function arenasAfter(emptied: readonly number[]): { heap: Allocator; kind: number | null } {
  const heap = fullArenas(3)
  let kind: number | null = null
  for (const arena of emptied) kind = caseOf(emptyPool(heap, arena))
  return { heap, kind }
}

/** The list as `[arena, its free pools]`, from the head. */
export const listOf = (heap: Allocator): [number, number][] => {
  const free = new Map(heap.arenas().map(({ index, nfreepools }) => [index, nfreepools]))
  return heap.usableArenas().map((index) => [index, free.get(index) ?? 0])
}

/** The list as a line: `0(2) 2(3)`. */
export const written = (heap: Allocator): string =>
  listOf(heap)
    .map(([arena, free]) => `${arena}(${free})`)
    .join(' ')

/** Full arenas as lines of a play (lib/domain/exercise/play-text.ts), an arena a line. */
export function fullArenasPlay(count: number): string[] {
  const heap = fullArenas(1)
  const [arena] = heap.arenas()
  const each = (arena?.ntotalpools ?? 0) * (heap.pools()[0]?.blocks ?? 0)
  return Array.from({ length: count }, (_, index) => `m ${index * each + 1}..${(index + 1) * each} ${bytes}`)
}
