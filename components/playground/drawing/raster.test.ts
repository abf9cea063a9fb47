import { expect, test } from 'vitest'
import { mixed, Raster } from './raster.ts'

const [paper, ink] = [0xffffffff, 0xff000000]

/** Rows of a raster, ink as #. */
function rows(raster: Raster): string[] {
  return Array.from({ length: raster.height }, (_, y) =>
    Array.from(raster.pixels.subarray(y * raster.width, (y + 1) * raster.width), (pixel) =>
      pixel === ink ? '#' : '.',
    ).join(''),
  )
}

test('a rectangle takes whole pixels, and what lies outside is cut off', () => {
  const raster = new Raster()
  raster.begin(6, 4, 1, paper)
  raster.rect(1.4, 0.6, 3, 2, ink)
  expect(rows(raster)).toEqual(['......', '.###..', '.###..', '......'])
  raster.begin(6, 4, 1, paper)
  raster.rect(-5, 3, 100, 100, ink)
  expect(rows(raster)).toEqual(['......', '......', '......', '######'])
})

test('what is thinner than a pixel is one pixel, and an inset leaves an edge', () => {
  const raster = new Raster()
  raster.begin(4, 4, 1, paper)
  raster.rect(1, 1, 0.01, 2, ink)
  expect(rows(raster)).toEqual(['....', '.#..', '.#..', '....'])
  raster.begin(4, 4, 1, paper)
  raster.rect(0, 0, 4, 4, ink, 1)
  expect(rows(raster)).toEqual(['....', '.##.', '.##.', '....'])
})

test('on a fine screen it has more pixels', () => {
  const raster = new Raster()
  raster.begin(2, 1, 2, paper)
  raster.rect(0.5, 0, 1, 0.5, ink)
  expect(rows(raster)).toEqual(['.##.', '....'])
})

test('a diagonal leads from the lower left to the upper right', () => {
  const raster = new Raster()
  raster.begin(3, 3, 1, paper)
  raster.diagonal(0, 0, 3, 3, ink)
  expect(rows(raster)).toEqual(['..#', '.#.', '#..'])
})

test('half of black over white is grey, and stays opaque', () => {
  expect(mixed(paper, ink, 0.5)).toBe(0xff808080)
  expect(mixed(paper, ink, 0)).toBe(paper)
  expect(mixed(paper, ink, 1)).toBe(ink)
})
