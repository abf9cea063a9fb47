import { expect, test } from 'vitest'
import { discountOf, findCodeProblem, type Promotion } from './promotion.ts'

const code: Promotion = {
  percentOff: 20,
  amountOffInCents: null,
  currency: null,
  maxOrders: null,
  expiresAt: null,
  isActive: true,
}
const price = { amountInCents: 2999, currency: 'usd' }
const now = new Date('2026-11-22T12:00:00Z')

test.each([
  ['a fifth, rounded to the cent', { percentOff: 20 }, 600],
  ['all of it', { percentOff: 100 }, 2999],
  ['an amount', { percentOff: null, amountOffInCents: 500 }, 500],
  ['never more than the price', { percentOff: null, amountOffInCents: 9000 }, 2999],
])('takes off %s', (_, change, off) => {
  expect(discountOf({ ...code, ...change }, price)).toBe(off)
})

test.each([
  ['counts', {}, 0, null],
  ['that is switched off is as one that never was', { isActive: false }, 0, 'code_unknown'],
  ['of another currency, too', { currency: 'eur' }, 0, 'code_unknown'],
  ['that ran out is over', { expiresAt: now }, 0, 'code_over'],
  ['counts before that', { expiresAt: new Date(now.getTime() + 1) }, 0, null],
  ['counts for the last order of its limit', { maxOrders: 2 }, 1, null],
  ['that reached its limit is over', { maxOrders: 2 }, 2, 'code_over'],
])('a code %s', (_, change, used, problem) => {
  expect(findCodeProblem({ ...code, ...change }, price, used, now)).toBe(problem)
})
