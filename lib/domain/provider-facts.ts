import type { CheckoutStatus, LedgerEntry } from './order.ts'

/** What a provider says about one order, in no provider's words: each adapter turns its objects into this. */
export interface ProviderFacts {
  checkout: CheckoutStatus
  /** What the buyer typed at the provider; not yet checked. */
  email: string | null
  /** What the checkout asked for, to compare with the order; the discount is that of a code. */
  price: { amountInCents: number; discountInCents: number; currency: string }
  charge: ProviderCharge | null
  refunds: ProviderRefund[]
  disputes: ProviderDispute[]
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
  if (facts.charge) add('CHARGE', facts.charge)
  for (const refund of facts.refunds) {
    add('REFUND', refund)
    if (refund.state === 'FAILED') add('REFUND_FAILED', refund, now)
  }
  for (const dispute of facts.disputes) {
    add('DISPUTE', dispute)
    if (dispute.state === 'WON') add('DISPUTE_WON', dispute, now)
    if (dispute.state === 'LOST') add('DISPUTE_LOST', dispute, now)
  }
  return lines
}

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
  if (charge && (charge.currency !== order.currency || charge.amountInCents !== due)) {
    return `${say(charge.amountInCents, charge.currency)} was charged, ${say(due, order.currency)} was due`
  }
  return null
}
