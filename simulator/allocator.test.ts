import { describe, expect, it } from 'vitest'
import {
  AllocatorRefusal,
  createAllocator,
  type Operation,
  type Pointer,
  profile,
  profileNames,
  type RefusalCode,
  sizeClasses,
  toyProfile,
} from './index.ts'

const BASE = 0x2000_0000_0000
const types = (step: { events: readonly { type: string }[] }) => step.events.map((event) => event.type)

describe('profiles', () => {
  it.each(profileNames)('%s runs a pool full and empty with all invariants', (name) => {
    const heap = createAllocator({ profile: name })
    const blocks = Array.from({ length: 60 }, () => heap.malloc(heap.profile.SMALL_REQUEST_THRESHOLD).pointer)
    expect(heap.invariantFaults()).toEqual([])
    for (const block of blocks) heap.free(block)
    expect(heap.invariantFaults()).toEqual([])
    expect(heap.counters().allocatedBlocks).toBe(0)
    expect(heap.arenas()).toHaveLength(heap.profile.keepsLastArena ? 1 : 0)
  })

  it('know their classes: 32 of 16 bytes on 64 bits, 64 of 8 on 32', () => {
    expect(sizeClasses(profile())).toBe(32)
    expect(sizeClasses(profile('32-bit'))).toBe(64)
    expect(createAllocator({ profile: '32-bit' }).statsText()).toContain('in 64 size classes')
  })

  it('an unknown one is refused with the names of the known', () => {
    expect(() => profile('2.7')).toThrow(/3\.8, 3\.9/)
  })

  it('a toy is labelled as one, and refused when pool set-up could not work', () => {
    expect(toyProfile({ POOL_SIZE: 512, ARENA_SIZE: 4096 }).toy).toBe(true)
    expect(() => toyProfile({ POOL_SIZE: 128 })).toThrow('at least two blocks')
    expect(() => toyProfile({ ARENA_SIZE: 512 })).toThrow('at least three pools')
    expect(() => toyProfile({ ALIGNMENT: 24 })).toThrow('ALIGNMENT')
  })

  it('32-bit statistics name the root of the arena map only', () => {
    const text = createAllocator({ profile: '32-bit' }).statsText()
    expect(text).toMatch(/arena map counts\n# bytes lost to arena map root {5}= {14}131,072\n$/)
    expect(createAllocator({ profile: '3.9' }).statsText()).not.toContain('arena map')
  })
})

describe('misuse is refused, explained, and changes nothing', () => {
  const cases: [string, RefusalCode, (block: number) => Operation][] = [
    ['a negative size', 'negative-size', () => ({ op: 'malloc', bytes: -1 })],
    ['half a byte', 'not-a-size', () => ({ op: 'malloc', bytes: 0.5 })],
    ['more than PY_SSIZE_T_MAX', 'size-too-large', () => ({ op: 'malloc', bytes: 2 ** 63 })],
    ['a product that overflows', 'size-too-large', () => ({ op: 'calloc', count: 2 ** 40, bytes: 2 ** 40 })],
    [
      'an absurd size for realloc',
      'size-too-large',
      (block) => ({ op: 'realloc', pointer: block, bytes: 2 ** 64 }),
    ],
    ['a double free', 'double-free', (block) => ({ op: 'free', pointer: block + 64 })],
    [
      'realloc of a freed block',
      'double-free',
      (block) => ({ op: 'realloc', pointer: block + 64, bytes: 8 }),
    ],
    ['the inside of a block', 'interior-pointer', (block) => ({ op: 'free', pointer: block + 16 })],
    ['a block that never was', 'never-handed-out', (block) => ({ op: 'free', pointer: block + 640 })],
    ['a pool header', 'pool-header', (block) => ({ op: 'free', pointer: block - 48 })],
    ['a pool that is not carved', 'unknown-pointer', (block) => ({ op: 'free', pointer: block + 0x8000 })],
    ['an address of nobody', 'unknown-pointer', () => ({ op: 'free', pointer: 0x1234 })],
    ['no address at all', 'unknown-pointer', () => ({ op: 'free', pointer: Number.NaN })],
    ['a libc block that never was', 'unknown-pointer', () => ({ op: 'free', pointer: 'raw#7' })],
    ['a libc block twice', 'double-free', () => ({ op: 'free', pointer: 'raw#1' })],
  ]

  it.each(cases)('%s: %s', (_name, code, operation) => {
    const heap = createAllocator()
    const block = heap.malloc(64).pointer as number
    heap.free(heap.malloc(64).pointer)
    heap.free(heap.malloc(1000).pointer)
    const before = JSON.stringify([heap.pools(), heap.arenas(), heap.counters(), heap.freeList(block)])
    const outcome = heap.apply(operation(block))
    expect(outcome).toMatchObject({ ok: false, refusal: { code } })
    expect(JSON.stringify([heap.pools(), heap.arenas(), heap.counters(), heap.freeList(block)])).toBe(before)
    expect(heap.invariantFaults()).toEqual([])
    expect(types(heap.malloc(64))).toEqual(['HIT'])
  })

  it('the methods throw the same refusal', () => {
    const heap = createAllocator()
    const { pointer } = heap.malloc(64)
    heap.free(pointer)
    expect(() => heap.free(pointer)).toThrow(AllocatorRefusal)
  })

  it('out of arenas: the engine says so, and stays as it was', () => {
    const heap = createAllocator({ maxArenas: 1, profile: 'toy' })
    const blocks: Pointer[] = []
    for (let i = 0; i < 21; i++) blocks.push(heap.malloc(64).pointer)
    expect(heap.apply({ op: 'malloc', bytes: 64 })).toMatchObject({
      ok: false,
      refusal: { code: 'out-of-arenas' },
    })
    expect(heap.counters().maxarenas).toBe(2)
    heap.free(blocks[3] ?? null)
    expect(heap.malloc(64).pointer).toBe(blocks[3])
  })

  it('a placement that is no address is refused', () => {
    const heap = createAllocator({ placement: () => 12 })
    expect(heap.apply({ op: 'malloc', bytes: 1 })).toMatchObject({
      ok: false,
      refusal: { code: 'bad-placement' },
    })
    expect(heap.counters().maxarenas).toBe(0)
  })
})

describe('where arenas lie', () => {
  it('a system that gives no arena sends the request to libc', () => {
    const heap = createAllocator({ placement: () => null })
    expect(types(heap.malloc(16))).toEqual(['VECTOR_GROWN', 'ARENA_REFUSED', 'RAW'])
    expect(heap.counters()).toMatchObject({ raw_allocated_blocks: 1, narenas_currently_allocated: 0 })
  })

  it('a function may choose each address; a slot given back is taken first', () => {
    const placed = createAllocator({ placement: ({ nth }) => 0x7f00_0000_0000 + nth * 2 ** 21 })
    expect(placed.malloc(16).pointer).toBe(0x7f00_0000_0030)
    const heap = createAllocator({ profile: '3.8' })
    heap.free(heap.malloc(16).pointer)
    expect(heap.malloc(16).events).toContainEqual(expect.objectContaining({ type: 'ARENA_NEW', slot: 0 }))
  })

  it('an address is in range exactly inside an arena', () => {
    const heap = createAllocator()
    heap.malloc(16)
    const [first, last] = [BASE + 0x1000, BASE + 0x1000 + 2 ** 20]
    const asked = [first - 1, first, last - 1, last].map((address) => heap.addressInRange(address))
    expect(asked).toEqual([false, true, true, false])
    const other = createAllocator({ placement: { base: 0x3000_0000_0000 } })
    other.malloc(16)
    expect(other.addressInRange(first)).toBe(false)
  })
})

describe('events', () => {
  it('say where: pool, arena, addresses, in the order of the C code', () => {
    const heap = createAllocator()
    const [pool, arena] = [BASE + 0x4000, 0]
    expect(heap.malloc(100).events).toEqual([
      { type: 'VECTOR_GROWN', from: 0, to: 16 },
      { type: 'ARENA_NEW', arena, address: BASE + 0x1000, slot: 0, ntotalpools: 63 },
      { type: 'POOL_CARVED', address: pool + 48, pool, arena, sizeClass: 6 },
    ])
    expect(heap.malloc(100).events).toEqual([
      { type: 'HIT', address: pool + 160, pool, arena, sizeClass: 6, count: 2 },
      { type: 'EXTEND', address: pool + 272, pool, arena, sizeClass: 6, nextoffset: 384 },
    ])
    expect(heap.free(pool + 48).events).toEqual([
      { type: 'BLOCK_FREED', address: pool + 48, pool, arena, sizeClass: 6, count: 1 },
    ])
    expect(heap.realloc(pool + 160, 30).events).toEqual([
      { type: 'POOL_CARVED', address: pool + 0x4030, pool: pool + 0x4000, arena, sizeClass: 1 },
      { type: 'REALLOC_MOVED', from: pool + 160, to: pool + 0x4030, copied: 30, pool, arena },
      { type: 'BLOCK_FREED', address: pool + 160, pool, arena, sizeClass: 6, count: 0 },
      { type: 'POOL_EMPTY', pool, arena, sizeClass: 6, count: 0 },
      { type: 'CASE4', arena, nfreepools: 62 },
    ])
    expect(heap.malloc(16).events).toEqual([
      { type: 'POOL_REINIT', address: pool + 48, pool, arena, sizeClass: 0, previousClass: 6 },
    ])
    expect(heap.realloc(heap.malloc(600).pointer, 10).events).toEqual([
      { type: 'RAW_RESIZED', pointer: 'raw#1', bytes: 10 },
    ])
  })

  it('a realloc within one pool counts both blocks in between', () => {
    const heap = createAllocator()
    const { pointer } = heap.malloc(100)
    heap.malloc(100)
    const counts = heap
      .realloc(pointer, 84)
      .events.flatMap((event) => ('count' in event ? [[event.type, event.count]] : []))
    expect(counts).toEqual([['BLOCK_FREED', 1]])
    const hits = heap.realloc(heap.malloc(17).pointer, 0).events.map((event) => event.type)
    expect(hits).toEqual(['RAW', 'REALLOC_MOVED', 'BLOCK_FREED', 'POOL_EMPTY', 'CASE4'])
  })

  it('can be left out', () => {
    const heap = createAllocator({ events: false })
    expect(heap.malloc(16).events).toEqual([])
  })
})

describe('debug hooks', () => {
  it('add 24 bytes, move the pointer by 16, and send 489 bytes to libc', () => {
    const heap = createAllocator({ debugHooks: true })
    expect(heap.malloc(0).pointer).toBe(BASE + 0x4030 + 16)
    expect(heap.malloc(488).pointer).toBe(BASE + 0x8030 + 16)
    expect(heap.malloc(489).pointer).toBe('raw#1')
    expect(heap.request(BASE + 0x4030 + 16)).toEqual({ bytes: 0, domain: 'object' })
  })

  it('catch a block that goes back through the other domain', () => {
    const heap = createAllocator({ debugHooks: true })
    const { pointer } = heap.malloc(10, 'mem')
    const wrong = heap.apply({ op: 'free', pointer, domain: 'object' })
    expect(wrong).toMatchObject({ ok: false, refusal: { code: 'wrong-domain' } })
    expect(heap.apply({ op: 'free', pointer, domain: 'mem' }).ok).toBe(true)
    const plain = createAllocator()
    expect(plain.apply({ op: 'free', pointer: plain.malloc(10, 'mem').pointer }).ok).toBe(true)
  })
})

describe('inspection', () => {
  it('reads a header as CPython lays it out', () => {
    const heap = createAllocator()
    const address = heap.malloc(100).pointer as number
    expect(heap.pool(address + 5)).toEqual({
      address: BASE + 0x4000,
      state: 'used',
      count: 1,
      freeblock: BASE + 0x4000 + 160,
      nextpool: 'usedpools',
      prevpool: 'usedpools',
      arenaindex: 0,
      szidx: 6,
      nextoffset: 272,
      maxnextoffset: 16_272,
      blockSize: 112,
      blocks: 145,
      virginBlocks: 143,
    })
    expect([...(heap.blockStates(address)?.slice(0, 3) ?? [])]).toEqual([2, 1, 0])
    expect(heap.whatIsAt(address)).toBe('live')
    expect(heap.usableArenasBackwards()).toEqual([0])
    expect(heap.nfp2lasta()[62]).toBe(0)
    expect(heap.unusedArenaObjects().at(0)).toBe(1)
    expect(heap.stats().totalBytes).toBe(2 ** 20)
  })
})
