import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Allocator, createAllocator, FREE_BLOCK, LIVE_BLOCK, VIRGIN_BLOCK } from '#simulator/index.ts'
import { DisplayList, type RectLayer } from './display-list.ts'
import { drawHeap, poolsToAsk } from './draw-heap.ts'
import { type Camera, fitCamera, toScreen, type Viewport } from './geometry.ts'
import { type Layout, layOut, poolRect } from './layout.ts'
import { lookClass, lookName } from './looks.ts'
import { paintSvg } from './paint-svg.ts'
import { snapshotHeap } from './snapshot.ts'

const viewport = { width: 900, height: 600 }

/** A heap after so many random requests. */
function played(seed: number, requests: number, profile = '3.11'): Allocator {
  const heap = createAllocator({ profile, events: false })
  const live: number[] = []
  let random = seed + 1
  const below = (n: number) => {
    random = (random * 48_271) % 2_147_483_647
    return random % n
  }
  for (let i = 0; i < requests; i++) {
    if (live.length > 0 && below(100) < 45) heap.free(live.splice(below(live.length), 1)[0] ?? null)
    else {
      const { pointer } = heap.malloc(1 + below(512))
      if (typeof pointer === 'number') live.push(pointer)
    }
  }
  return heap
}

function drawn(heap: Allocator, camera?: Camera, seen: Viewport = viewport) {
  const layout = layOut(heap.profile, heap.arenas().length, seen)
  const chosen = camera ?? fitCamera(layout.world, seen)
  const list = new DisplayList()
  drawHeap(list, snapshotHeap(heap, poolsToAsk(layout, chosen, seen)), layout, chosen, seen)
  return { list, layout, camera: chosen }
}

const entries = (layer: RectLayer) =>
  Array.from({ length: layer.length }, (_, i) => ({
    ...layer.place(i),
    rect: layer.rect(i),
    look: lookName(layer.looks[i] ?? 0),
    sizeClass: lookClass(layer.looks[i] ?? 0),
  }))

const onPool = (layout: Layout, arena: number, pool: number) =>
  fitCamera(poolRect(layout, arena, pool), viewport)

describe('from afar', () => {
  test('every pool is drawn once, in the state and the class that the engine says', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 3000 }), (seed, requests) => {
        const heap = played(seed, requests)
        const { list } = drawn(heap)
        const pools = entries(list.pools).filter(({ pool }) => pool >= 0)
        const arenas = heap.arenas()
        expect(pools).toHaveLength(arenas.length * 64)
        for (const view of heap.pools()) {
          const base = arenas.find(({ index }) => index === view.arenaindex)?.firstPool ?? 0
          const place = (view.address - base) / heap.profile.POOL_SIZE
          const found = pools.find(({ arena, pool }) => arena === view.arenaindex && pool === place)
          expect(found).toMatchObject({
            look: view.state === 'full' ? 'full' : 'free',
            sizeClass: view.szidx,
          })
          const fill = entries(list.fills).find(
            ({ arena, pool }) => arena === view.arenaindex && pool === place,
          )
          expect(fill === undefined).toBe(view.state !== 'used')
          if (fill && found)
            expect(fill.rect.height / found.rect.height).toBeCloseTo(
              Math.max(view.count / view.blocks, 1 / found.rect.height),
              3,
            )
        }
        const lost = pools.filter(({ look }) => look === 'lost')
        expect(lost).toHaveLength(arenas.length)
      }),
      { numRuns: 25 },
    )
  })

  test('two hundred arenas are all in sight, and each pool can be hit', () => {
    const heap = createAllocator({ events: false })
    while (heap.arenas().length < 200) for (let i = 0; i < 1000; i++) heap.malloc(512)
    const { list, layout } = drawn(heap)
    const pools = entries(list.pools).filter(({ pool }) => pool >= 0)
    expect(pools).toHaveLength(200 * layout.poolsPerArena)
    for (const { rect, arena, pool } of pools.filter((_, i) => i % 97 === 0)) {
      expect(rect.x).toBeGreaterThanOrEqual(0)
      expect(rect.x + rect.width).toBeLessThanOrEqual(viewport.width)
      expect(list.hit(rect.x + rect.width / 2, rect.y + rect.height / 2)).toEqual({ arena, pool, block: -1 })
    }
  })

  test('an arena that was given back is an empty place', () => {
    const heap = createAllocator()
    const pointers = Array.from({ length: 63 * 31 + 1 }, () => heap.malloc(512).pointer)
    for (const pointer of pointers.slice(0, -1)) heap.free(pointer)
    const layout = layOut(heap.profile, 2, viewport)
    const list = new DisplayList()
    drawHeap(list, snapshotHeap(heap, []), layout, fitCamera(layout.world, viewport), viewport)
    expect(entries(list.pools).find(({ arena }) => arena === 0)).toMatchObject({ look: 'absent', pool: -1 })
  })
})

describe('inside a pool', () => {
  test('every block is drawn once, in its state; the free list is linked in its own order', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom('3.11', '3.8', '32-bit', 'toy'), (seed, profile) => {
        const heap = played(seed, 400, profile)
        const layout = layOut(heap.profile, heap.arenas().length, viewport)
        const { list } = drawn(heap, onPool(layout, 0, 0))
        const view = heap.pools()[0]
        if (!view) throw new Error('The heap has a pool.')
        const names = { [VIRGIN_BLOCK]: 'virgin', [FREE_BLOCK]: 'free', [LIVE_BLOCK]: 'full' }
        const blocks = entries(list.insides).filter(
          ({ arena, pool, block }) => arena + pool === 0 && block >= 0,
        )
        expect(blocks.map(({ block }) => block)).toEqual(blocks.map((_, i) => i))
        expect(blocks.map(({ look }) => look)).toEqual(
          Array.from(heap.blockStates(view.address) ?? [], (state) => names[state as 0 | 1 | 2]),
        )
        const free = heap.freeList(view.address)
        const links = list.links.filter(({ kind }) => kind === 'free-list')
        expect(links).toHaveLength(Math.min(12, free.length))
        for (const [i, { points }] of links.entries()) {
          const end = points.at(-1) ?? { x: 0, y: 0 }
          const number = ((free[i] ?? 0) - view.address - heap.profile.POOL_OVERHEAD) / view.blockSize
          expect(list.hit(end.x, end.y)).toEqual({ arena: 0, pool: 0, block: number })
        }
      }),
      { numRuns: 25 },
    )
  })

  test('a block close by says where its link leads', () => {
    const heap = createAllocator()
    const [a, b] = [heap.malloc(512), heap.malloc(512)]
    heap.free(a.pointer)
    heap.free(b.pointer)
    // The list is b, a, and then the virgin block that malloc had put on it ahead of time.
    const layout = layOut(heap.profile, 1, viewport)
    const { x, y } = poolRect(layout, 0, 0)
    const { list } = drawn(heap, fitCamera({ x, y, width: 60, height: 40 }, viewport))
    const texts = list.labels.map(({ text }) => text)
    expect(texts).toContain('0x4030')
    expect(texts).toContain('free → 0x4030')
    expect(texts.filter((text) => text === 'free → NULL')).toHaveLength(1)
  })
})

test('what is out of sight is neither drawn nor asked for', () => {
  const heap = played(3, 3000)
  const layout = layOut(heap.profile, heap.arenas().length, viewport)
  const camera = onPool(layout, 0, 9)
  const { list } = drawn(heap, camera)
  const wanted = poolsToAsk(layout, camera, viewport)
  expect(wanted.length).toBeLessThan(10)
  for (const { arena, pool } of entries(list.pools)) expect(wanted).toContainEqual([arena, pool])
  const rect = toScreen(camera, poolRect(layout, 0, 9))
  expect(rect.width).toBeGreaterThan(500)
})

test('as SVG it has no style attribute, and its words are escaped', () => {
  const { list } = drawn(played(5, 500))
  const svg = paintSvg(list, { ...viewport, title: '<arenas> & "pools"' })
  expect(svg).not.toContain('style=')
  expect(svg).toContain('aria-label="&lt;arenas&gt; &amp; &quot;pools&quot;"')
  expect(svg.match(/<path /g)?.length).toBeLessThan(200)
})
