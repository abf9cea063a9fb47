import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkoutOf,
  decideOrder,
  furtherCheckout,
  judgeDisputes,
  type LedgerEntry,
  sumLedger,
} from './order.ts'

const occurredAt = new Date('2026-01-01T00:00:00Z')
const line = (kind: LedgerEntry['kind'], providerId: string, amountInCents = 2900): LedgerEntry => ({
  kind,
  providerId,
  amountInCents,
  occurredAt,
})
const charge = line('CHARGE', 'pi_1')
const facts = {
  checkout: 'PENDING',
  ledger: [],
  refunds: [],
  holdsElsewhere: false,
  isUnredeemed: false,
  revokedByOwner: false,
} as const
const paid = { ...facts, ledger: [charge] }
const decide = (change: Partial<Parameters<typeof decideOrder>[0]>) => {
  const { status, access } = decideOrder({ ...paid, ...change })
  return `${status}: ${access.isOpen ? 'open' : access.reason}`
}

describe('what was not paid gives nothing, and its status is that of the checkout', () => {
  test.each(['PENDING', 'PROCESSING', 'EXPIRED', 'FAILED'] as const)('%s', (checkout) => {
    expect(decide({ checkout, ledger: [] })).toBe(`${checkout}: null`)
  })
})

test.each([
  ['a payment opens access', {}, 'PAID: open'],
  ['a payment that arrives after the checkout expired opens access', { checkout: 'EXPIRED' }, 'PAID: open'],
  ['a free order opens access', { ledger: [line('CHARGE', 'cs_1', 0)] }, 'PAID: open'],
  ['a second order for the same course opens nothing', { holdsElsewhere: true }, 'PAID: DUPLICATE'],
  ['a gift opens nothing until it is redeemed', { isUnredeemed: true }, 'PAID: UNREDEEMED'],
  [
    'a gift that is taken back before it was redeemed',
    { isUnredeemed: true, refunds: [{ status: 'DONE', amountInCents: 2900 }] },
    'REFUNDED: REFUNDED',
  ],
  ['what the owner took stays taken', { revokedByOwner: true }, 'PAID: OWNER'],
  [
    'asking for a refund ends access',
    { refunds: [{ status: 'REQUESTED', amountInCents: 2900 }] },
    'PAID: REFUNDED',
  ],
  ['a sent refund ends access', { refunds: [{ status: 'SENT', amountInCents: 2900 }] }, 'PAID: REFUNDED'],
  ['a refund that arrived', { refunds: [{ status: 'DONE', amountInCents: 2900 }] }, 'REFUNDED: REFUNDED'],
  [
    'a refund that failed opens access again',
    { refunds: [{ status: 'FAILED', amountInCents: 2900 }] },
    'PAID: open',
  ],
  ['a part keeps access', { refunds: [{ status: 'DONE', amountInCents: 2899 }] }, 'PAID: open'],
  [
    'a part ends it where the owner says so',
    { refunds: [{ status: 'DONE', amountInCents: 1, endsAccess: true }] },
    'PAID: REFUNDED',
  ],
  [
    'unless that part failed',
    { refunds: [{ status: 'FAILED', amountInCents: 1, endsAccess: true }] },
    'PAID: open',
  ],
  [
    'parts that make a whole end it',
    {
      refunds: [
        { status: 'DONE', amountInCents: 1000 },
        { status: 'DONE', amountInCents: 1900 },
      ],
    },
    'REFUNDED: REFUNDED',
  ],
  [
    'a free order that is given back',
    { ledger: [line('CHARGE', 'cs_1', 0)], refunds: [{ status: 'DONE', amountInCents: 0 }] },
    'REFUNDED: REFUNDED',
  ],
  ['an open dispute suspends', { ledger: [charge, line('DISPUTE', 'du_1')] }, 'DISPUTED: DISPUTED'],
  [
    'a dispute won restores',
    { ledger: [charge, line('DISPUTE', 'du_1'), line('DISPUTE_WON', 'du_1')] },
    'PAID: open',
  ],
  [
    'a dispute lost ends',
    { ledger: [charge, line('DISPUTE', 'du_1'), line('DISPUTE_LOST', 'du_1')] },
    'CHARGED_BACK: DISPUTE_LOST',
  ],
  [
    'a second dispute suspends again',
    { ledger: [charge, line('DISPUTE', 'du_1'), line('DISPUTE_WON', 'du_1'), line('DISPUTE', 'du_2')] },
    'DISPUTED: DISPUTED',
  ],
] as const)('%s', (_, change, outcome) => {
  expect(decide(change)).toBe(outcome)
})

test('a bank that gives back what it first kept: the dispute is over', () => {
  expect(judgeDisputes([line('DISPUTE', 'd'), line('DISPUTE_LOST', 'd'), line('DISPUTE_WON', 'd')])).toBe(
    'NONE',
  )
})

test('late news of a checkout does not turn it back', () => {
  expect(furtherCheckout('PROCESSING', 'PENDING')).toBe('PROCESSING')
  expect(furtherCheckout('FAILED', 'PROCESSING')).toBe('FAILED')
  expect(furtherCheckout('PENDING', 'EXPIRED')).toBe('EXPIRED')
  expect(checkoutOf('PAID')).toBe('PENDING')
  expect(checkoutOf('PROCESSING')).toBe('PROCESSING')
})

describe('in any history', () => {
  const refund = fc.record({
    status: fc.constantFrom('REQUESTED', 'SENT', 'DONE', 'FAILED'),
    amountInCents: fc.integer({ min: 0, max: 3000 }),
  })
  const ids = ['a', 'b'] as const
  const entry = fc.record({
    kind: fc.constantFrom('REFUND', 'REFUND_FAILED', 'DISPUTE', 'DISPUTE_WON', 'DISPUTE_LOST'),
    providerId: fc.constantFrom(...ids),
    amountInCents: fc.integer({ min: 0, max: 2900 }),
    occurredAt: fc.constant(occurredAt),
  })
  const history = fc.record({
    checkout: fc.constantFrom('PENDING', 'PROCESSING', 'EXPIRED', 'FAILED'),
    ledger: fc
      .tuple(fc.constantFrom([], [charge], [line('CHARGE', 'cs', 0)]), fc.array(entry, { maxLength: 6 }))
      .map(([charges, more]) => [...charges, ...more]),
    refunds: fc.array(refund, { maxLength: 3 }),
    holdsElsewhere: fc.boolean(),
    isUnredeemed: fc.boolean(),
    revokedByOwner: fc.boolean(),
  })

  test('access is open only while a payment is held that nobody is getting back', () => {
    fc.assert(
      fc.property(history, (of) => {
        const { access, status, isReturned } = decideOrder(of)
        const isPaid = of.ledger.some(({ kind }) => kind === 'CHARGE')
        if (!isPaid) expect(access).toEqual({ isOpen: false, reason: null })
        if (access.isOpen) {
          expect(isPaid && !isReturned && !of.holdsElsewhere && !of.revokedByOwner && !of.isUnredeemed).toBe(
            true,
          )
          expect(judgeDisputes(of.ledger)).toBe('NONE')
          expect(status).toBe('PAID')
        }
      }),
    )
  })

  test('money that is held and asked back by nobody gives access, here or through another order', () => {
    fc.assert(
      fc.property(history, (of) => {
        const { access, isReturned } = decideOrder(of)
        const isPaid = of.ledger.some(({ kind }) => kind === 'CHARGE')
        if (!isPaid || isReturned || of.revokedByOwner || judgeDisputes(of.ledger) !== 'NONE') return
        const reason = of.isUnredeemed ? 'UNREDEEMED' : of.holdsElsewhere ? 'DUPLICATE' : null
        expect(access).toEqual(reason ? { isOpen: false, reason } : { isOpen: true })
      }),
    )
  })

  test('the order in which facts are learned does not matter', () => {
    const shuffled = history.chain((of) =>
      fc
        .shuffledSubarray(of.ledger, { minLength: of.ledger.length })
        .map((ledger) => [of, { ...of, ledger, refunds: [...of.refunds].reverse() }] as const),
    )
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(decideOrder(other)).toEqual(decideOrder(one))
        expect(sumLedger(other.ledger)).toEqual(sumLedger(one.ledger))
      }),
    )
  })
})
