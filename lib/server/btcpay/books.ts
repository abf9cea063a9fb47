import 'server-only'
import { z } from 'zod'
import { toCents } from '#lib/domain/money.ts'
import type { ProviderBook } from '#lib/domain/provider-books.ts'
import { type ProviderCharge, returnedOf } from '#lib/domain/provider-facts.ts'
import { isMissing } from './client.ts'
import { depositsOf, isPastItsTime, refundOf } from './facts.ts'
import { getInvoice, getPaymentMethods, listInvoices } from './invoices.ts'
import { invoiceNamedBy, listPayouts, listPullPayments } from './refunds.ts'
import type { Invoice, PaymentMethods, PullPayment } from './schemas.ts'

/** Where nothing arrived, BTCPay says so with the invoice; of all others it has to be asked what did. */
function isEmpty({ status, additionalStatus }: Invoice): boolean {
  return additionalStatus === 'None' && (status === 'New' || status === 'Expired')
}

/** What arrived and counts; of an invoice on which nothing did, and that a person took as paid, its price. */
function receivedOn({ status, amount, currency }: Invoice, deposits: ProviderCharge[]): number {
  if (status === 'Settled' && deposits.length === 0) return toCents(amount, currency)
  return deposits.reduce((sum, { amountInCents }) => sum + amountInCents, 0)
}

/** What pull payments give back: only of one that has ended does it matter what was paid out. */
async function sumRefunds(
  pulls: PullPayment[],
  of: { invoice: Invoice; methods: PaymentMethods; now: Date },
): Promise<Pick<ProviderBook, 'refundedInCents' | 'uncounted'>> {
  let refundedInCents = 0
  const uncounted: string[] = []
  for (const pull of pulls) {
    const hasEnded = pull.archived || isPastItsTime(pull, of.now)
    const payouts = hasEnded ? await listPayouts(pull.id) : []
    const refund = refundOf(pull, payouts, of)
    const cameToNothing = hasEnded && payouts.every(({ state }) => state === 'Cancelled')
    if (refund) refundedInCents += returnedOf(refund)
    else if (!cameToNothing) uncounted.push(`${pull.amount} ${pull.currency}`)
  }
  return { refundedInCents, ...(uncounted.length > 0 && { uncounted: uncounted.join(' and ') }) }
}

async function toBook(invoice: Invoice, pulls: PullPayment[], now: Date): Promise<ProviderBook> {
  const methods = isEmpty(invoice) ? [] : await getPaymentMethods(invoice.id)
  const orderId = invoice.metadata?.orderId
  return {
    paymentId: invoice.id,
    orderId: typeof orderId === 'string' ? orderId : '',
    currency: invoice.currency.toLowerCase(),
    receivedInCents: receivedOn(invoice, depositsOf(invoice, methods)),
    disputedInCents: 0,
    ...(await sumRefunds(pulls, { invoice, methods, now })),
  }
}

/**
 * Every invoice for an order of ours since a moment, with what arrived and what goes back of it, as BTCPay Server's own books
 * have it: two lists, and one call for each invoice on which something arrived.
 */
export async function readBtcpayBooks(since: Date, now: Date): Promise<ProviderBook[]> {
  const pulls = Map.groupBy(await listPullPayments(), invoiceNamedBy)
  const books: ProviderBook[] = []
  for await (const invoice of listInvoices(since)) {
    // Another shop in the same store names its orders otherwise.
    if (!z.uuid().safeParse(invoice.metadata?.orderId).success) continue
    books.push(await toBook(invoice, pulls.get(invoice.id) ?? [], now))
  }
  return books
}

/** One invoice as it is now; null when BTCPay knows no such invoice. */
export async function readBtcpayBook(invoiceId: string, now: Date): Promise<ProviderBook | null> {
  try {
    const invoice = await getInvoice(invoiceId)
    const pulls = await listPullPayments()
    return await toBook(
      invoice,
      pulls.filter((pull) => invoiceNamedBy(pull) === invoiceId),
      now,
    )
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
