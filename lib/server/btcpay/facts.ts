import 'server-only'
import { formatMoney, toCents } from '#lib/domain/money.ts'
import type { CheckoutStatus } from '#lib/domain/order.ts'
import type { ProviderCharge, ProviderFacts, ProviderRefund } from '#lib/domain/provider-facts.ts'
import { isMissing } from './client.ts'
import { getInvoice, getPaymentMethods } from './invoices.ts'
import { invoiceNamedBy, listPayouts, listPullPayments, refundIdOf } from './refunds.ts'
import type { Invoice, PaymentMethods, Payouts, PullPayment } from './schemas.ts'

const checkoutOf: Record<Invoice['status'], CheckoutStatus> = {
  New: 'PENDING',
  Processing: 'PROCESSING',
  // What it comes to then is the charge's to say.
  Settled: 'PENDING',
  Expired: 'EXPIRED',
  Invalid: 'FAILED',
}

/** What has arrived and counts, oldest first: what the network confirmed, or all of it once BTCPay took it as paid. */
export function depositsOf(invoice: Invoice, methods: PaymentMethods): ProviderCharge[] {
  const currency = invoice.currency.toLowerCase()
  return methods
    .flatMap(({ rate, payments }) =>
      payments
        .filter(
          ({ status }) => status === 'Settled' || (status === 'Processing' && invoice.status === 'Settled'),
        )
        .map(({ id, value, fee, receivedDate }) => ({
          providerId: id,
          amountInCents: toCents((value - fee) * rate, currency),
          currency,
          occurredAt: receivedDate,
        })),
    )
    .sort((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime())
}

/** What the course takes, once BTCPay says that the invoice is paid; a person can say so too, of less or of nothing at all. */
function chargeOf(invoice: Invoice, deposits: ProviderCharge[], now: Date): ProviderCharge | null {
  if (invoice.status !== 'Settled') return null
  const currency = invoice.currency.toLowerCase()
  const due = toCents(invoice.amount, currency)
  const received = deposits.reduce((sum, { amountInCents }) => sum + amountInCents, 0)
  const last = invoice.additionalStatus === 'Marked' ? undefined : deposits.at(-1)
  return {
    providerId: invoice.id,
    // To the cent what arrived, so that the books hold whatever arrives later.
    amountInCents: received === 0 ? due : Math.min(received, due),
    currency,
    occurredAt: last?.occurredAt ?? now,
  }
}

/** Whether a pull payment can be claimed no more because its time is over. */
export function isPastItsTime({ expiresAt }: PullPayment, now: Date): boolean {
  return expiresAt != null && expiresAt < now
}

type Standing = Pick<ProviderRefund, 'state' | 'failureReason' | 'unpaidInCents'>

/**
 * Where a pull payment stands. Whoever claims it chooses how much, so that it may end with a part of it paid out.
 * @param worth what an amount of the pull payment is worth in the invoice's currency
 */
function standingOf(
  pull: PullPayment,
  payouts: Payouts,
  { now, currency, worth }: { now: Date; currency: string; worth: (amount: number) => number },
): Standing {
  const paidOut = payouts.reduce(
    (sum, one) => (one.state === 'Completed' ? sum + one.originalAmount : sum),
    0,
  )
  const isWhole = paidOut >= pull.amount * (1 - Number.EPSILON * 8)
  if (isWhole) return { state: 'SUCCEEDED', failureReason: null }
  const isRunning = payouts.some(({ state }) => state !== 'Completed' && state !== 'Cancelled')
  if (isRunning || !(pull.archived || isPastItsTime(pull, now)))
    return { state: 'PENDING', failureReason: null }
  if (paidOut === 0) {
    const reason = pull.archived ? 'it was cancelled before it was paid out' : 'it was not claimed in time'
    return { state: 'FAILED', failureReason: reason }
  }
  const [whole, paid] = [worth(pull.amount), worth(paidOut)]
  const end = pull.archived ? 'it was cancelled' : 'its time was over'
  return {
    state: 'SUCCEEDED',
    failureReason: `only ${formatMoney(paid, currency)} of ${formatMoney(whole, currency)} was paid out before ${end}`,
    unpaidInCents: whole - paid,
  }
}

/** Claims made and claims cancelled: it only grows, and is odd while one stands. */
export function claimSteps(payouts: Payouts): number {
  const cancelled = payouts.filter(({ state }) => state === 'Cancelled').length
  return 2 * cancelled + (payouts.length > cancelled ? 1 : 0)
}

/**
 * What one unit of a pull payment is worth in the invoice's currency. One made in BTCPay's pages may count in crypto: at the invoice's
 * rate it is worth what was paid for it. Null for a currency that the invoice does not know.
 */
function rateOf(pull: PullPayment, invoice: Invoice, methods: PaymentMethods): number | null {
  if (pull.currency === invoice.currency) return 1
  return methods.find((method) => method.currency === pull.currency)?.rate ?? null
}

/** What a pull payment gives back of an invoice; null when that cannot be said in the invoice's currency. */
export function refundOf(
  pull: PullPayment,
  payouts: Payouts,
  { invoice, methods, now }: { invoice: Invoice; methods: PaymentMethods; now: Date },
): ProviderRefund | null {
  const currency = invoice.currency.toLowerCase()
  const rate = rateOf(pull, invoice, methods)
  if (rate === null) return null
  const worth = (amount: number) => toCents(amount * rate, currency)
  return {
    providerId: pull.id,
    amountInCents: worth(pull.amount),
    currency,
    occurredAt: pull.startsAt,
    refundId: refundIdOf(pull),
    ...standingOf(pull, payouts, { now, currency, worth }),
    claim: { url: pull.viewLink, steps: claimSteps(payouts) },
  }
}

async function refundsOf(invoice: Invoice, methods: PaymentMethods, now: Date): Promise<ProviderRefund[]> {
  const pulls = (await listPullPayments()).filter((pull) => invoiceNamedBy(pull) === invoice.id)
  const refunds = await Promise.all(
    pulls.map(async (pull) => refundOf(pull, await listPayouts(pull.id), { invoice, methods, now })),
  )
  // One that cannot be counted is found when the books are compared, and is a person's to judge.
  return refunds.filter((refund) => refund !== null)
}

export interface BtcpayFacts {
  /** What the invoice says it is for. */
  orderId: string | null
  facts: ProviderFacts
}

/**
 * What BTCPay says about an invoice at this moment; null when our store has no such invoice. What is asked for there is what
 * is due: a discount of ours is known to the order alone.
 * @param now stands where BTCPay gives no time of its own
 */
export async function readBtcpayFacts(invoiceId: string, now: Date): Promise<BtcpayFacts | null> {
  let invoice: Invoice
  try {
    invoice = await getInvoice(invoiceId)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
  const methods = await getPaymentMethods(invoiceId)
  const hasMoney = invoice.status === 'Settled' || methods.some(({ payments }) => payments.length > 0)
  const deposits = depositsOf(invoice, methods)
  const orderId = invoice.metadata?.orderId
  const currency = invoice.currency.toLowerCase()
  return {
    orderId: typeof orderId === 'string' ? orderId : null,
    facts: {
      checkout: checkoutOf[invoice.status],
      email: null,
      price: { amountInCents: toCents(invoice.amount, currency), discountInCents: 0, currency },
      charge: chargeOf(invoice, deposits, now),
      deposits,
      refunds: hasMoney ? await refundsOf(invoice, methods, now) : [],
      disputes: [],
    },
  }
}
