import type { CheckoutStatus, LedgerEntry } from './order.ts'

/** What a provider says about one order, in no provider's words: each adapter turns its objects into this. */
export interface ProviderFacts {
  checkout: CheckoutStatus
  /** What the buyer typed at the provider; not yet checked. */
  email: string | null
  /** What the checkout asked for, to compare with the order; the discount is that of a code. */
  price: { amountInCents: number; discountInCents: number; currency: string }
  charge: ProviderCharge | null
  /** Crypto that arrived, transaction by transaction; empty where the provider takes exactly what is due. */
  deposits?: ProviderCharge[]
  /** What the provider wrote down for the tax office; null or left out when it makes no such thing. */
  billing?: ProviderBilling | null
  refunds: ProviderRefund[]
  disputes: ProviderDispute[]
}

export interface ProviderBilling {
  invoiceId: string | null
  /** The part of the payment that is tax. */
  taxInCents: number | null
  /** ISO 3166, two letters. */
  country: string | null
}

/** Money that came in; zero where a code made it free. */
export interface ProviderCharge {
  providerId: string
  amountInCents: number
  currency: string
  occurredAt: Date
}

export interface ProviderRefund extends ProviderCharge {
  /** Which refund of ours it carries out; null when it was made at the provider. */
  refundId: string | null
  state: 'PENDING' | 'SUCCEEDED' | 'FAILED'
  failureReason: string | null
  /** Of one that is over: the part of its amount that did not go back, when only the other did. */
  unpaidInCents?: number
  /** A refund that the buyer has to claim, by naming an address. */
  claim?: {
    url: string
    /** Counts claims made and claims that were cancelled, so that it only grows: odd while a claim stands. */
    steps: number
  }
}

/** What of a refund goes back, or did. */
export function returnedOf({ state, amountInCents, unpaidInCents = 0 }: ProviderRefund): number {
  return state === 'FAILED' ? 0 : amountInCents - unpaidInCents
}

/** Whether the buyer has named an address, and what they are to do if not. */
export function claimState(steps: number): 'OPEN' | 'CLAIMED' | 'CANCELLED' {
  if (steps % 2 === 1) return 'CLAIMED'
  return steps === 0 ? 'OPEN' : 'CANCELLED'
}

export interface ProviderDispute extends ProviderCharge {
  state: 'OPEN' | 'WON' | 'LOST'
}

export interface NewLedgerEntry extends LedgerEntry {
  currency: string
}

/**
 * The lines of the ledger that these facts amount to. The same facts give the same lines, and older facts a part of the
 * lines of newer ones, so that appending what is missing converges in whatever order messages arrive.
 * @param now when we learned what the provider gives no time for
 */
export function toLedger(facts: ProviderFacts, now: Date): NewLedgerEntry[] {
  const lines: NewLedgerEntry[] = []
  const add = (kind: NewLedgerEntry['kind'], source: ProviderCharge, occurredAt = source.occurredAt) => {
    const { providerId, amountInCents, currency } = source
    lines.push({ kind, providerId, amountInCents, currency, occurredAt })
  }
  const deposits = facts.deposits ?? []
  for (const deposit of deposits) add('DEPOSIT', deposit)
  if (facts.charge) {
    add('CHARGE', facts.charge)
    // The charge takes so much of the deposits; what was sent besides bought nothing.
    if (deposits.length > 0) add('DEPOSIT_USED', facts.charge)
  }
  for (const refund of facts.refunds) {
    add('REFUND', refund)
    // The first line may have been written when all of it was to go back: what did not is a line of its own.
    const amountInCents = refund.amountInCents - returnedOf(refund)
    if (refund.state === 'FAILED' || amountInCents > 0)
      add('REFUND_FAILED', { ...refund, amountInCents }, now)
  }
  for (const dispute of facts.disputes) {
    add('DISPUTE', dispute)
    if (dispute.state === 'WON') add('DISPUTE_WON', dispute, now)
    if (dispute.state === 'LOST') add('DISPUTE_LOST', dispute, now)
  }
  return lines
}

/** Rates make each transaction's worth uneven by a cent: so much less than the price is no shortfall, and so much more no surplus. */
export const roundingInCents = 2

/** Why these facts cannot be about this order; null when they can. */
export function findMismatch(
  facts: ProviderFacts,
  order: { amountInCents: number; currency: string },
): string | null {
  const { price, charge } = facts
  const say = (amount: number, currency: string) => `${amount} ${currency}`
  if (price.amountInCents !== order.amountInCents || price.currency !== order.currency) {
    return `the checkout asked for ${say(price.amountInCents, price.currency)}, the order says ${say(order.amountInCents, order.currency)}`
  }
  const due = price.amountInCents - price.discountInCents
  // Of crypto, the provider's owner may accept less than was asked for.
  const isAmountRight =
    (facts.deposits ? charge && charge.amountInCents <= due : charge?.amountInCents === due) ?? false
  if (charge && (charge.currency !== order.currency || !isAmountRight)) {
    return `${say(charge.amountInCents, charge.currency)} was charged, ${say(due, order.currency)} was due`
  }
  return null
}
