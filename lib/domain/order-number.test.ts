import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeOrderNumber, orderNumberPattern } from './order-number.ts'

test('numbers have six signs, none of them easily taken for another, each about as often', () => {
  const counts = new Map<string, number>()
  for (let i = 0; i < 5000; i++) {
    const number = makeOrderNumber(randomBytes)
    expect(number).toMatch(orderNumberPattern)
    for (const sign of number.slice(4)) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  }
  expect([...counts.keys()].sort().join('')).toBe('23456789ABCDEFGHJKMNPQRSTWXYZ')
  const expected = 30_000 / counts.size
  for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected / 4)
})

test('bytes beyond the last whole round of the alphabet are passed over', () => {
  const bytes = [Uint8Array.of(255, 254, 253, 252, 251, 250, 249, 248), Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7)]
  expect(makeOrderNumber(() => bytes.shift() ?? new Uint8Array(8))).toBe('DPM-234567')
})
