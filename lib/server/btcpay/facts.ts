import 'server-only'
import { toCents } from '#lib/domain/money.ts'
import type { CheckoutStatus } from '#lib/domain/order.ts'
import {
  type ProviderCharge,
  type ProviderFacts,
  type ProviderRefund,
  roundingInCents,
} from '#lib/domain/provider-facts.ts'
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
    amountInCents: received === 0 || received >= due - roundingInCents ? due : received,
    currency,
    occurredAt: last?.occurredAt ?? now,
  }
}

/** Whether a pull payment can be claimed no more because its time is over. */
export function isPastItsTime({ expiresAt }: PullPayment, now: Date): boolean {
  return expiresAt != null && expiresAt < now
}

/** What a pull payment's state means for the refund that it carries out. */
export function stateOfRefund(
  pull: PullPayment,
  payouts: Payouts,
  now: Date,
): Pick<ProviderRefund, 'state' | 'failureReason'> {
  const paidOut = payouts.reduce(
    (sum, one) => (one.state === 'Completed' ? sum + one.originalAmount : sum),
    0,
  )
  const isRunning = payouts.some(({ state }) => state !== 'Completed' && state !== 'Cancelled')
  const isExpired = isPastItsTime(pull, now) && !isRunning
  if (paidOut >= pull.amount || (paidOut > 0 && (pull.archived || isExpired)))
    return { state: 'SUCCEEDED', failureReason: null }
  if (pull.archived) return { state: 'FAILED', failureReason: 'it was cancelled before it was paid out' }
  if (isExpired) return { state: 'FAILED', failureReason: 'it was not claimed in time' }
  return { state: 'PENDING', failureReason: null }
}

/** Claims made and claims cancelled: it only grows, and is odd while one stands. */
export function claimSteps(payouts: Payouts): number {
  const cancelled = payouts.filter(({ state }) => state === 'Cancelled').length
  return 2 * cancelled + (payouts.length > cancelled ? 1 : 0)
}

/** What a pull payment gives back of an invoice. */
export function refundOf(
  pull: PullPayment,
  payouts: Payouts,
  { invoice, methods, now }: { invoice: Invoice; methods: PaymentMethods; now: Date },
): ProviderRefund {
  const currency = invoice.currency.toLowerCase()
  // One made in BTCPay's pages may count in crypto: at the invoice's rate it is worth what was paid for it.
  const rate =
    pull.currency === invoice.currency
      ? 1
      : (methods.find((method) => method.currency === pull.currency)?.rate ?? 0)
  return {
    providerId: pull.id,
    amountInCents: toCents(pull.amount * rate, currency),
    currency,
    occurredAt: pull.startsAt,
    refundId: refundIdOf(pull),
    ...stateOfRefund(pull, payouts, now),
    claim: { url: pull.viewLink, steps: claimSteps(payouts) },
  }
}

async function refundsOf(invoice: Invoice, methods: PaymentMethods, now: Date): Promise<ProviderRefund[]> {
  const pulls = (await listPullPayments()).filter((pull) => invoiceNamedBy(pull) === invoice.id)
  return Promise.all(
    pulls.map(async (pull) => refundOf(pull, await listPayouts(pull.id), { invoice, methods, now })),
  )
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
