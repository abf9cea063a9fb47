import { expect, test } from 'vitest'
import { createAllocator } from '#simulator/index.ts'
import { extent, layersOf } from './cells.ts'
import { arenaPictures, hex, poolPicture } from './heap-picture.ts'

const statesOf = (cells: readonly { state: string }[]) => {
  const counts: Record<string, number> = {}
  for (const { state } of cells) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

test('addresses are printed as the course prints them', () => {
  const { pointer } = createAllocator().malloc(512)
  expect(hex(Number(pointer))).toBe('0x4030')
})

test('a misaligned arena has 63 pools, and shows the one that alignment cost', () => {
  const heap = createAllocator()
  heap.malloc(512)
  const [arena] = arenaPictures(heap)
  expect(statesOf(arena?.cells ?? [])).toEqual({ used: 1, virgin: 62, lost: 1 })
  expect(arena).toMatchObject({ freePools: 62, totalPools: 63 })
})

test('an aligned arena loses none', () => {
  const heap = createAllocator({ placement: { misalignment: 0 } })
  heap.malloc(512)
  expect(statesOf(arenaPictures(heap)[0]?.cells ?? [])).toEqual({ used: 1, virgin: 63 })
})

test('a pool is full at its last block, and free again after its last free', () => {
  const heap = createAllocator()
  const pointers = Array.from({ length: 31 }, () => heap.malloc(512).pointer)
  expect(arenaPictures(heap)[0]?.cells[0]).toEqual({ state: 'full', sizeClass: 31 })
  for (const pointer of pointers) heap.free(pointer)
  expect(arenaPictures(heap)[0]?.cells[0]).toEqual({ state: 'free', sizeClass: 31 })
})

test('the inside of a pool shows what is in use, what came back, and what was never used', () => {
  const heap = createAllocator()
  const [first] = [heap.malloc(512), heap.malloc(512), heap.malloc(512)]
  heap.free(first?.pointer ?? null)
  const picture = poolPicture(heap, Number(first?.pointer))
  expect(picture).toMatchObject({ address: '0x4000', blockSize: 512, count: 2, touched: 0 })
  // Two handed out, the freed one, and the one virgin block that malloc had put on the free list ahead of time.
  expect(statesOf(picture?.cells ?? [])).toEqual({ full: 2, free: 2, virgin: 27 })
})

test('cells that look the same are one path', () => {
  const geometry = { columns: 2, size: 10, gap: 2 }
  const layers = layersOf(
    [
      { state: 'full', sizeClass: 3 },
      { state: 'virgin' },
      { state: 'full', sizeClass: 3 },
      { state: 'used', sizeClass: 3, filled: 0.5 },
    ],
    geometry,
  )
  expect(layers.map(({ className }) => className)).toEqual([
    'cell is-full class-3',
    'cell is-virgin',
    'cell is-free class-3',
    'cell is-used class-3',
  ])
  expect(layers[0]?.path).toBe('M0 0h10v10h-10zM0 12h10v10h-10z')
  expect(layers[3]?.path).toBe('M12 17h10v5h-10z')
  expect(extent(4, geometry)).toEqual({ width: 22, height: 22 })
})
