import { expect, test } from 'vitest'
import { drawOrderMachine, readDrawnMachine } from '#scripts/order-machine.ts'

test('docs/money.md draws the order machine as it is (node scripts/order-machine.ts draws it anew)', () => {
  expect(readDrawnMachine()).toBe(drawOrderMachine())
})
