import { type LedgerEntry, sumLedger } from './order.ts'

/** Whose books ours are compared with. */
export type BookProvider = 'STRIPE' | 'BTCPAY'

/** What a provider's own books hold of one payment for an order of ours: a payment by card, or an invoice in crypto. */
export interface ProviderBook {
  paymentId: string
  /** What the payment says it is for; no order of ours may have that id. */
  orderId: string
  currency: string
  /** All that arrived, also what bought nothing. */
  receivedInCents: number
  refundedInCents: number
  disputedInCents: number
  /** Refunds in a currency that the payment has no rate for: "27 EUR". In no sum; a person has to look. */
  uncounted?: string
}

export type BookAmounts = Pick<ProviderBook, 'receivedInCents' | 'refundedInCents' | 'disputedInCents'>

/** Both sides' sum with one provider in one currency. */
export interface BookSum {
  provider: BookProvider
  currency: string
  oursInCents: number
  theirsInCents: number
}

export function netOf({ receivedInCents, refundedInCents, disputedInCents }: BookAmounts): number {
  return receivedInCents - refundedInCents - disputedInCents
}

export function isSameBook(one: BookAmounts, other: BookAmounts): boolean {
  return (
    one.receivedInCents === other.receivedInCents &&
    one.refundedInCents === other.refundedInCents &&
    one.disputedInCents === other.disputedInCents
  )
}

/** What our ledger has, as a provider counts it. */
export function amountsOf(ledger: readonly LedgerEntry[]): BookAmounts {
  const { paidInCents, unmatchedInCents, refundedInCents, disputedInCents } = sumLedger(ledger)
  return { receivedInCents: paidInCents + unmatchedInCents, refundedInCents, disputedInCents }
}

/** One line for each provider and currency. */
export function addUp(sums: readonly BookSum[]): BookSum[] {
  const totals = new Map<string, BookSum>()
  for (const { provider, currency, oursInCents, theirsInCents } of sums) {
    const key = `${provider} ${currency}`
    const total = totals.get(key) ?? { provider, currency, oursInCents: 0, theirsInCents: 0 }
    total.oursInCents += oursInCents
    total.theirsInCents += theirsInCents
    totals.set(key, total)
  }
  return [...totals.values()]
}
