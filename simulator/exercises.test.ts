/**
 * The sample solutions of the course's exercises for lessons 1 to 10, with the numbers that the reference model and real
 * CPython 3.11 gave for them. Goals are predicates over events and state, so each is written here as one.
 */
import { describe, expect, it } from 'vitest'
import {
  type Allocator,
  type AllocatorEvent,
  blockSize,
  classOf,
  createAllocator,
  type Pointer,
} from './index.ts'

const BASE = 0x2000_0000_0000
const relative = (pointer: Pointer | null): string =>
  typeof pointer === 'number' ? `0x${(pointer - BASE).toString(16)}` : String(pointer)

const take = (heap: Allocator, count: number, bytes: number): Pointer[] =>
  Array.from({ length: count }, () => heap.malloc(bytes).pointer)

/** Three arenas, all 63 pools of each full of 512-byte blocks; the blocks by arena and pool. */
function threeFullArenas(): {
  heap: Allocator
  pools: Pointer[][][]
  emptyPool: (arena: number) => AllocatorEvent[]
} {
  const heap = createAllocator()
  const pools = [0, 1, 2].map(() => Array.from({ length: 63 }, () => take(heap, 31, 512)))
  const emptyPool = (arena: number) => {
    const pool = pools[arena]?.shift() ?? []
    return pool.flatMap((block) => [...heap.free(block).events])
  }
  return { heap, pools, emptyPool }
}

const list = (heap: Allocator) =>
  heap
    .usableArenas()
    .map((a) => `${a}(${heap.arena(a)?.nfreepools})`)
    .join(' ')

describe('the sample solutions', () => {
  it('lesson 1: two requests to libc, one of them small', () => {
    const heap = createAllocator()
    const events = [0, 513, 1].flatMap((bytes) => heap.malloc(bytes).events)
    expect(heap.counters()).toMatchObject({ raw_allocated_blocks: 2, allocatedBlocks: 3 })
    expect(events.some((event) => event.type === 'RAW' && event.bytes === 0)).toBe(true)
  })

  it('lesson 2: five classes without waste, and with the most', () => {
    const heap = createAllocator()
    const waste = (sizes: number[]) =>
      sizes.reduce((sum, n) => sum + blockSize(heap.profile, classOf(heap.profile, n) ?? 0) - n, 0)
    expect(waste([16, 32, 48, 64, 80])).toBe(0)
    expect(waste([1, 17, 33, 49, 65])).toBe(75)
  })

  it('lesson 3: 31 blocks fill a pool of the largest class; the next lies at 0x8030', () => {
    const heap = createAllocator()
    const blocks = take(heap, 31, 512)
    expect([relative(blocks[0] ?? null), relative(blocks[30] ?? null)]).toEqual(['0x4030', '0x7c30'])
    expect(heap.pool(BASE + 0x4000)).toMatchObject({ count: 31, state: 'full', freeblock: null })
    expect(heap.ring(31)).toEqual([])
    expect(relative(heap.malloc(512).pointer)).toBe('0x8030')
    expect(heap.freeList(heap.malloc(100).pointer as number)).toHaveLength(1)
  })

  it('lesson 4: 63 pools, then 64 after the switch; the statistics charge one pool', () => {
    const heap = createAllocator()
    take(heap, 1953, 512)
    heap.misalign(0)
    expect(relative(heap.malloc(512).pointer)).toBe('0x200030')
    expect(heap.arenas().map((arena) => arena.ntotalpools)).toEqual([63, 64])
    expect(heap.stats().arenaAlignmentBytes).toBe(16_384)
  })

  it('lesson 5: seven doors in 65 operations', () => {
    const heap = createAllocator()
    const events: AllocatorEvent[] = []
    let operations = 0
    const run = (step: { events: readonly AllocatorEvent[]; pointer: Pointer | null }) => {
      operations++
      events.push(...step.events)
      return step.pointer
    }
    const blocks = Array.from({ length: 31 }, () => run(heap.malloc(512)))
    for (const block of blocks) run(heap.free(block))
    const lucky = run(heap.malloc(512))
    run(heap.free(lucky))
    const small = run(heap.malloc(16))
    expect([operations, relative(lucky), relative(small)]).toEqual([65, '0x7c30', '0x4030'])
    const doors = [
      'ARENA_NEW',
      'POOL_CARVED',
      'HIT',
      'EXTEND',
      'POOL_FULL',
      'POOL_REUSED_SAME_CLASS',
      'POOL_REINIT',
    ]
    expect([...new Set(events.map((event) => event.type))]).toEqual(expect.arrayContaining(doors))
  })

  it('lesson 6: three frees order the ring, and descending frees come back ascending', () => {
    const heap = createAllocator()
    const pools = [0, 1, 2].map(() => take(heap, 31, 512))
    for (const pool of [1, 2, 0]) heap.free(pools[pool]?.[0] ?? null)
    expect(heap.ring(31).map(relative)).toEqual(['0x4000', '0xc000', '0x8000'])
    const ten = take(heap, 10, 64)
    const [low, middle, high] = [ten[2] ?? null, ten[5] ?? null, ten[8] ?? null]
    for (const block of [high, middle, low]) heap.free(block)
    expect(take(heap, 3, 64)).toEqual([low, middle, high])
  })

  it('lesson 7: a 512-byte block shrinks to 385 where it lies, and moves at 384', () => {
    const heap = createAllocator()
    const { pointer } = heap.malloc(512)
    expect(heap.realloc(pointer, 385).events.map((event) => event.type)).toEqual(['REALLOC_KEPT'])
    const moved = heap.realloc(pointer, 384)
    expect(moved.events.at(-1)?.type).not.toBe('REALLOC_KEPT')
    expect(moved.events.some((event) => event.type === 'REALLOC_MOVED')).toBe(true)
    expect(heap.realloc(heap.malloc(600).pointer, 10).pointer).toMatch(/^raw#/)
    expect(heap.calloc(3, 171).pointer).toMatch(/^raw#/)
  })

  it('lesson 8: nine emptied pools arrange the arenas', () => {
    const { heap, emptyPool } = threeFullArenas()
    expect(list(heap)).toBe('')
    const shown = [2, 0, 0, 2, 2, 1, 1, 1, 1].map((arena) => {
      emptyPool(arena)
      return list(heap)
    })
    expect(shown).toEqual([
      '2(1)',
      '0(1) 2(1)',
      '2(1) 0(2)',
      '2(2) 0(2)',
      '0(2) 2(3)',
      '1(1) 0(2) 2(3)',
      '1(2) 0(2) 2(3)',
      '0(2) 1(3) 2(3)',
      '0(2) 2(3) 1(4)',
    ])
  })

  it('lesson 9: all four cases in 126 emptied pools, with one arena given back', () => {
    const { heap, emptyPool } = threeFullArenas()
    const counts: Record<string, number> = {}
    const empty = (arena: number) => {
      for (const { type } of emptyPool(arena)) counts[type] = (counts[type] ?? 0) + 1
    }
    for (const arena of [0, 1, 1, 0, 0, ...Array(60).fill(0), ...Array(61).fill(1)]) empty(arena)
    expect(counts).toMatchObject({ CASE1: 1, CASE2: 2, CASE3: 2, CASE4: 121 })
    expect(counts).toMatchObject({ POOL_EMPTY: 126, ARENA_RELEASED: 1, ARENA_KEPT: 1 })
    expect(heap.counters().narenas_currently_allocated).toBe(2)
  })

  it('lesson 10: one survivor in a hundred pins ten arenas; copying them leaves two', () => {
    const heap = createAllocator()
    const blocks = take(heap, 200_000, 48)
    const survivors = blocks.filter((_, i) => i % 100 === 0)
    blocks.forEach((block, i) => {
      if (i % 100 !== 0) heap.free(block)
    })
    expect(heap.arenas()).toHaveLength(10)
    expect(list(heap)).toBe('9(42)')
    expect(heap.stats().classes).toMatchObject([{ size: 48, pools: 588, blocksInUse: 2000 }])
    const copies = take(heap, survivors.length, 48)
    for (const block of survivors) heap.free(block)
    expect(heap.stats().classes).toMatchObject([{ size: 48, pools: 6, blocksInUse: copies.length }])
    expect(heap.arenas()).toHaveLength(2)
  })

  it('lesson 10: a block more than an arena holds costs 3.8 an arena each time, 3.9 only once', () => {
    const arenas = (name: string) => {
      const heap = createAllocator({ profile: name })
      take(heap, 64 * 7, 512)
      for (let i = 0; i < 1000; i++) heap.free(heap.malloc(512).pointer)
      return heap.counters().ntimes_arena_allocated
    }
    expect([arenas('3.8'), arenas('3.9')]).toEqual([1001, 2])
  })
})
