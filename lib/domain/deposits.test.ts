import { describe, expect, test } from 'vitest'
import { decideOrder, decideUnmatched, type LedgerEntry, type RefundFact, sumLedger } from './order.ts'
import { type ProviderFacts, toLedger } from './provider-facts.ts'

const at = new Date('2026-11-22T12:00:00Z')
const money = (providerId: string, amountInCents: number) => ({
  providerId,
  amountInCents,
  currency: 'usd',
  occurredAt: at,
})

function ledgerOf(deposits: number[], charged: number | null): LedgerEntry[] {
  const facts: ProviderFacts = {
    checkout: 'PENDING',
    email: null,
    price: { amountInCents: 2900, discountInCents: 0, currency: 'usd' },
    charge: charged === null ? null : money('invoice', charged),
    deposits: deposits.map((amount, index) => money(`tx${index}`, amount)),
    refunds: [],
    disputes: [],
  }
  return toLedger(facts, at)
}

const back = (amountInCents: number, status: RefundFact['status'] = 'REQUESTED'): RefundFact => ({
  amountInCents,
  status,
  origin: 'UNMATCHED',
})

describe('crypto that arrives', () => {
  test.each([
    ['exactly', [2900], 2900, 0],
    ['in two parts that round apart', [1283, 1618], 2900, 1],
    ['too much', [3500], 2900, 600],
    ['less, and accepted by the owner', [1500], 1500, 0],
    ['not at all, and marked as paid', [], 2900, 0],
    ['and buys nothing', [1500], null, 1500],
  ])('%s: the sums hold', (_, deposits, charged, unmatched) => {
    const sums = sumLedger(ledgerOf(deposits, charged))
    expect(sums).toMatchObject({ paidInCents: charged ?? 0, unmatchedInCents: unmatched })
    expect(sums.netInCents).toBe((charged ?? 0) + unmatched)
  })

  test('a deposit that is accepted later moves to the charge, and is counted once', () => {
    const early = ledgerOf([2900], null)
    const late = ledgerOf([2900], 2900)
    expect(late).toEqual(expect.arrayContaining(early))
    expect(sumLedger(late)).toMatchObject({ paidInCents: 2900, unmatchedInCents: 0 })
  })
})

describe('money that bought nothing', () => {
  const decide = (
    checkout: 'PENDING' | 'PROCESSING' | 'EXPIRED' | 'FAILED',
    ledger: LedgerEntry[],
    refunds: RefundFact[] = [],
  ) => decideUnmatched({ checkout, ledger, refunds }, 2900)

  test('waits while the checkout is open: the rest may follow', () => {
    expect(decide('PENDING', ledgerOf([1500], null))).toEqual({ what: 'NOTHING' })
  })

  test('goes back when it was too little', () => {
    expect(decide('EXPIRED', ledgerOf([1500], null))).toEqual({ what: 'RETURN', amountInCents: 1500 })
  })

  test('is put before the owner when all of it came late', () => {
    expect(decide('EXPIRED', ledgerOf([2900], null))).toEqual({ what: 'LATE', amountInCents: 2900 })
  })

  test('goes back, too, when the rest came after the first part was sent back', () => {
    expect(decide('EXPIRED', ledgerOf([1500, 1400], null), [back(1500, 'DONE')])).toEqual({
      what: 'RETURN',
      amountInCents: 1400,
    })
  })

  test('goes back when it was too much, once', () => {
    const ledger = ledgerOf([3500], 2900)
    expect(decide('PENDING', ledger)).toEqual({ what: 'RETURN', amountInCents: 600 })
    expect(decide('PENDING', ledger, [back(600)])).toEqual({ what: 'NOTHING' })
  })

  test('that came after a return was decided goes back when that one is sent', () => {
    const ledger = ledgerOf([1500, 900], null)
    expect(decide('EXPIRED', ledger, [back(1500, 'REQUESTED')])).toEqual({ what: 'NOTHING' })
    expect(decide('EXPIRED', ledger, [back(1500, 'SENT')])).toEqual({
      what: 'RETURN',
      amountInCents: 900,
    })
  })

  test('goes back only as far as a return of the price has not taken it along', () => {
    const priceAndMore: RefundFact = { amountInCents: 3200, status: 'SENT', origin: 'PROVIDER' }
    const all = { ...priceAndMore, amountInCents: 3500 }
    expect(decide('PENDING', ledgerOf([3500], 2900), [all])).toEqual({ what: 'NOTHING' })
    expect(decide('PENDING', ledgerOf([3500], 2900), [priceAndMore])).toEqual({
      what: 'RETURN',
      amountInCents: 300,
    })
  })

  test('stays when it is worth less than sending it', () => {
    expect(decide('PENDING', ledgerOf([2949], 2900))).toEqual({ what: 'NOTHING' })
  })

  test('is left to the owner once a return failed', () => {
    expect(decide('PENDING', ledgerOf([3500], 2900), [back(600, 'FAILED')])).toEqual({ what: 'NOTHING' })
  })

  test('and its return leave access as it is', () => {
    const facts = {
      checkout: 'PENDING',
      holdsElsewhere: false,
      isUnredeemed: false,
      revokedByOwner: false,
    } as const
    const ledger = ledgerOf([5900], 2900)
    expect(decideOrder({ ...facts, ledger, refunds: [back(3000, 'DONE')] })).toMatchObject({
      status: 'PAID',
      access: { isOpen: true },
    })
    const price: RefundFact = { amountInCents: 2900, status: 'DONE', origin: 'LEARNER' }
    expect(decideOrder({ ...facts, ledger, refunds: [price, back(3000, 'FAILED')] })).toMatchObject({
      status: 'REFUNDED',
      access: { isOpen: false, reason: 'REFUNDED' },
    })
  })
})
