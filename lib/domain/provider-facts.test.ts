import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumLedger } from './order.ts'
import { findMismatch, type ProviderFacts, toLedger } from './provider-facts.ts'

const occurredAt = new Date('2026-01-01T00:00:00Z')
const now = new Date('2026-01-02T00:00:00Z')
const money = (providerId: string, amountInCents = 2900) => ({
  providerId,
  amountInCents,
  currency: 'usd',
  occurredAt,
})
const facts: ProviderFacts = {
  checkout: 'PENDING',
  email: null,
  price: { amountInCents: 2900, discountInCents: 0, currency: 'usd' },
  charge: money('pi_1'),
  refunds: [],
  disputes: [],
}
const refund = (state: 'PENDING' | 'SUCCEEDED' | 'FAILED') => ({
  ...money('re_1'),
  state,
  refundId: null,
  failureReason: null,
})

test.each([
  ['a payment', facts, 2900],
  ['a refund on its way', { ...facts, refunds: [refund('PENDING')] }, 0],
  ['a refund that arrived', { ...facts, refunds: [refund('SUCCEEDED')] }, 0],
  ['a refund that came back', { ...facts, refunds: [refund('FAILED')] }, 2900],
  [
    'a refund of which a part came back',
    { ...facts, refunds: [{ ...refund('SUCCEEDED'), unpaidInCents: 1900 }] },
    1900,
  ],
  ['an open dispute', { ...facts, disputes: [{ ...money('du_1'), state: 'OPEN' as const }] }, 0],
  ['a dispute won', { ...facts, disputes: [{ ...money('du_1'), state: 'WON' as const }] }, 2900],
  ['a dispute lost', { ...facts, disputes: [{ ...money('du_1'), state: 'LOST' as const }] }, 0],
])('the ledger of %s adds up to what is held', (_, of, net) => {
  expect(sumLedger(toLedger(of, now)).netInCents).toBe(net)
})

test('older facts give a part of the lines of newer ones', () => {
  const keys = (state: 'PENDING' | 'SUCCEEDED' | 'FAILED') =>
    toLedger({ ...facts, refunds: [refund(state)] }, now).map(
      ({ kind, providerId }) => `${kind} ${providerId}`,
    )
  expect(keys('PENDING')).toEqual(keys('SUCCEEDED'))
  expect(keys('FAILED')).toEqual([...keys('SUCCEEDED'), 'REFUND_FAILED re_1'])
  const inPart = toLedger({ ...facts, refunds: [{ ...refund('SUCCEEDED'), unpaidInCents: 1900 }] }, now)
  const [, whole] = toLedger({ ...facts, refunds: [refund('PENDING')] }, now)
  expect(inPart.slice(1)).toMatchObject([whole, { kind: 'REFUND_FAILED', amountInCents: 1900 }])
})

test('a charge fits an order exactly when price, currency and discount explain it', () => {
  const order = { amountInCents: 2900, currency: 'usd' }
  expect(findMismatch(facts, order)).toBeNull()
  expect(findMismatch({ ...facts, charge: null }, order)).toBeNull()
  expect(findMismatch(facts, { ...order, amountInCents: 1900 })).toContain('the order says 1900 usd')
  expect(findMismatch(facts, { ...order, currency: 'eur' })).toContain('eur')
  expect(findMismatch({ ...facts, charge: { ...money('pi_1'), currency: 'eur' } }, order)).toContain(
    '2900 eur was charged',
  )
  fc.assert(
    fc.property(fc.nat(2900), fc.nat(2900), (discountInCents, charged) => {
      const of = { ...facts, price: { ...facts.price, discountInCents }, charge: money('pi_1', charged) }
      expect(findMismatch(of, order) === null).toBe(charged === 2900 - discountInCents)
    }),
  )
})
