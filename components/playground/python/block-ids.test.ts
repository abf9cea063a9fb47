import { expect, test } from 'vitest'
import { BlockIds } from './block-ids.ts'

test('a freed id is the next to be given, a moved block keeps its own', () => {
  const ids = new BlockIds()
  expect([ids.give(0x1000), ids.give(0x1008), ids.give(0x8fff_fff8)]).toEqual([0, 1, 2])
  expect(ids.take(0x1008)).toBe(1)
  expect(ids.take(0x1008)).toBe(-1)
  expect(ids.move(0x1000, 0x2_0000)).toBe(0)
  expect(ids.take(0x1000)).toBe(-1)
  expect(ids.give(0x1000)).toBe(1)
  expect(ids.take(0x2_0000)).toBe(0)
  // WebAssembly's pointers come as signed numbers.
  expect(ids.take(0x8fff_fff8 | 0)).toBe(2)
  expect(ids.move(0x30, 0x40)).toBe(-1)
})
