import 'server-only'
import { formatMoney } from '#lib/domain/money.ts'
import { type OrderSums, sumLedger } from '#lib/domain/order.ts'
import { db } from '#lib/server/db.ts'
import { type ProviderBook, readStripeBooks } from '#lib/server/stripe/books.ts'
import { findSessionOfIntent } from '#lib/server/stripe/events.ts'
import { fulfillCheckout } from './fulfill-checkout.ts'
import { noteFinding } from './note-finding.ts'

/** Both sides' sum in one currency. */
export interface BookSum {
  currency: string
  oursInCents: number
  theirsInCents: number
}

/** A payment of a bank begins days before it arrives: the provider's books are read this much further back. */
const headStartMs = 15 * 24 * 60 * 60 * 1000

const net = (book: ProviderBook) => book.paidInCents - book.refundedInCents - book.disputedInCents

function isSame(book: ProviderBook, ours: OrderSums): boolean {
  return (
    book.paidInCents === ours.paidInCents &&
    book.refundedInCents === ours.refundedInCents &&
    book.disputedInCents === ours.disputedInCents
  )
}

/** The order that our ledger has this payment under, with its sums; null when it has none. */
async function readOurs({ paymentId }: ProviderBook) {
  const line = await db.payment.findFirst({
    where: { providerId: paymentId, provider: 'STRIPE', kind: 'CHARGE' },
    select: { order: { select: { number: true, payments: true } } },
  })
  return line && { number: line.order.number, sums: sumLedger(line.order.payments) }
}

async function compareOne(book: ProviderBook): Promise<OrderSums | null> {
  const before = await readOurs(book)
  if (before && isSame(book, before.sums)) return before.sums
  const sessionId = await findSessionOfIntent(book.paymentId)
  if (sessionId) await fulfillCheckout(sessionId)
  const after = await readOurs(book)
  if (after && isSame(book, after.sums)) return after.sums
  const money = (amountInCents: number) => formatMoney(amountInCents, book.currency)
  const theirs = `Stripe has ${money(book.paidInCents)} paid, ${money(book.refundedInCents)} refunded and ${money(book.disputedInCents)} disputed of ${book.paymentId}`
  // What was refused and given back there is nobody's money any more.
  if (!after && net(book) === 0) return null
  await noteFinding(
    `books:${book.paymentId}`,
    after
      ? `${theirs}; order ${after.number} has ${money(after.sums.paidInCents)}, ${money(after.sums.refundedInCents)} and ${money(after.sums.disputedInCents)}`
      : `${theirs}, for order ${book.orderId}; our ledger has no such payment`,
    { tell: true },
  )
  return after?.sums ?? null
}

/** One payment that cannot be settled at the moment does not keep the others from being compared. */
async function tryCompare(book: ProviderBook): Promise<OrderSums | null> {
  try {
    return await compareOne(book)
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 300) : String(error)
    await noteFinding(`repair:${book.paymentId}`, `Could not be compared, and is tried again: ${reason}`)
    return (await readOurs(book))?.sums ?? null
  }
}

/** Payments of our ledger that Stripe does not know. */
async function findUnknownPayments(known: Set<string>, since: Date): Promise<BookSum[]> {
  const lines = await db.payment.findMany({
    where: { provider: 'STRIPE', kind: 'CHARGE', amountInCents: { gt: 0 }, occurredAt: { gte: since } },
    select: {
      providerId: true,
      currency: true,
      order: { select: { number: true, payments: true } },
    },
  })
  const strays = lines.filter(({ providerId }) => !known.has(providerId))
  for (const { providerId, order } of strays) {
    const detail = `Order ${order.number} has the payment ${providerId}, which Stripe does not know`
    await noteFinding(`books:${providerId}`, detail, { tell: true })
  }
  return strays.map(({ currency, order }) => ({
    currency,
    oursInCents: sumLedger(order.payments).netInCents,
    theirsInCents: 0,
  }))
}

/**
 * Compares our ledger with Stripe's own books, payment by payment and in sum. A payment that differs is settled anew; what
 * differs after that is noted, and the owner told.
 * @returns both sums by currency
 */
export async function compareBooks(since: Date): Promise<BookSum[]> {
  const books = await readStripeBooks(new Date(since.getTime() - headStartMs))
  const sums: BookSum[] = []
  for (const book of books) {
    const ours = await tryCompare(book)
    sums.push({ currency: book.currency, oursInCents: ours?.netInCents ?? 0, theirsInCents: net(book) })
  }
  sums.push(...(await findUnknownPayments(new Set(books.map(({ paymentId }) => paymentId)), since)))
  const totals = new Map<string, BookSum>()
  for (const { currency, oursInCents, theirsInCents } of sums) {
    const total = totals.get(currency) ?? { currency, oursInCents: 0, theirsInCents: 0 }
    total.oursInCents += oursInCents
    total.theirsInCents += theirsInCents
    totals.set(currency, total)
  }
  return [...totals.values()]
}
