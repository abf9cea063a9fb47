import 'server-only'
import { fulfillCheckout } from '#lib/data/checkout/fulfill-checkout.ts'
import { formatMoney } from '#lib/domain/money.ts'
import {
  addUp,
  amountsOf,
  type BookAmounts,
  type BookProvider,
  type BookSum,
  isSameBook,
  netOf,
  type ProviderBook,
} from '#lib/domain/provider-books.ts'
import { roundingInCents } from '#lib/domain/provider-facts.ts'
import { readBtcpayBook, readBtcpayBooks } from '#lib/server/btcpay/books.ts'
import { btcpay } from '#lib/server/btcpay/client.ts'
import { db } from '#lib/server/db.ts'
import { readStripeBook, readStripeBooks } from '#lib/server/stripe/books.ts'
import { findSessionOfIntent } from '#lib/server/stripe/events.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { noteFinding } from './note-finding.ts'

/** A provider whose books are compared with ours. */
interface Side {
  provider: BookProvider
  /** As its owner knows it. */
  name: string
  read(since: Date): Promise<ProviderBook[]>
  /** One payment as it is now, however old; null when the provider does not know it. */
  find(paymentId: string): Promise<ProviderBook | null>
  findCheckout(paymentId: string): Promise<string | null>
  /** The order that has this payment in our books. */
  orderOf(paymentId: string): Prisma.OrderWhereInput
  /** The payment that a line of our ledger belongs to. */
  paymentOf(line: { providerId: string; order: { providerSessionId: string | null } }): string
}

const stripeSide: Side = {
  provider: 'STRIPE',
  name: 'Stripe',
  read: readStripeBooks,
  find: readStripeBook,
  findCheckout: findSessionOfIntent,
  orderOf: (providerId) => ({ payments: { some: { provider: 'STRIPE', kind: 'CHARGE', providerId } } }),
  paymentOf: ({ providerId }) => providerId,
}

/** A payment there is an invoice: each transaction on it has an id of its own. */
const btcpaySide = (now: Date): Side => ({
  provider: 'BTCPAY',
  name: 'BTCPay Server',
  read: (since) => readBtcpayBooks(since, now),
  find: (invoiceId) => readBtcpayBook(invoiceId, now),
  findCheckout: async (invoiceId) => invoiceId,
  orderOf: (invoiceId) => ({ provider: 'BTCPAY', providerSessionId: invoiceId }),
  paymentOf: ({ providerId, order }) => order.providerSessionId ?? providerId,
})

/** A payment of a bank begins days before it arrives: the provider's books are read this much further back. */
const headStartMs = 15 * 24 * 60 * 60 * 1000

/** What our ledger has of a payment; nothing, and no number, when it has it under no order. */
async function readOurs({ provider, orderOf }: Side, { paymentId, currency }: ProviderBook) {
  const order = await db.order.findFirst({
    where: orderOf(paymentId),
    select: { number: true, payments: { where: { provider, currency } } },
  })
  const lines = order?.payments ?? []
  return { ...amountsOf(lines), number: lines.length > 0 ? (order?.number ?? null) : null }
}

function say({ receivedInCents, refundedInCents, disputedInCents }: BookAmounts, currency: string): string {
  const money = (amountInCents: number) => formatMoney(amountInCents, currency)
  const disputed = disputedInCents === 0 ? '' : `, ${money(disputedInCents)} of it disputed`
  return `${money(receivedInCents)} received and ${money(refundedInCents)} given back${disputed}`
}

/** What both books may say, and should not. The owner was mailed of it with the refund that went too far (record-refunds.ts). */
async function noteReturnBeyond({ name }: Side, book: ProviderBook): Promise<void> {
  if (book.refundedInCents <= book.receivedInCents + roundingInCents) return
  const detail = `${name} has ${say(book, book.currency)} of ${book.paymentId}: more than came in. Cancel a refund there`
  await noteFinding(`books:${book.paymentId}:beyond`, detail)
}

async function compareOne(side: Side, listed: ProviderBook): Promise<BookSum> {
  const { provider, name } = side
  const { paymentId, orderId, currency } = listed
  const sum = (book: BookAmounts, ours: BookAmounts) => ({
    provider,
    currency,
    oursInCents: netOf(ours),
    theirsInCents: netOf(book),
  })
  if (listed.uncounted) {
    const detail = `${name} gives back ${listed.uncounted} of ${paymentId}, which cannot be counted in ${currency.toUpperCase()} and is not in our ledger`
    await noteFinding(`books:${paymentId}:uncounted`, detail, { tell: true })
  }
  await noteReturnBeyond(side, listed)
  const before = await readOurs(side, listed)
  if (isSameBook(listed, before)) return sum(listed, before)
  const checkout = await side.findCheckout(paymentId)
  if (checkout) await fulfillCheckout(checkout)
  // Their list is older than our ledger by now: what happened in between is no difference.
  const book = (await side.find(paymentId)) ?? listed
  const ours = await readOurs(side, book)
  // What was refused and given back there is nobody's money any more.
  const isNobodys = ours.number === null && netOf(book) === 0
  if (!isSameBook(book, ours) && !isNobodys) {
    await noteFinding(
      `books:${paymentId}`,
      ours.number
        ? `${name} has ${say(book, currency)} of ${paymentId}; our ledger has ${say(ours, currency)}, on order ${ours.number}`
        : `${name} has ${say(book, currency)} of ${paymentId}, for order ${orderId}; our ledger has no such payment`,
      { tell: true },
    )
  }
  return sum(book, ours)
}

/** One payment that cannot be settled at the moment does not keep the others from being compared. */
async function tryCompare(side: Side, book: ProviderBook): Promise<BookSum> {
  try {
    return await compareOne(side, book)
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 300) : String(error)
    const theirs = `${side.name} has ${say(book, book.currency)} of ${book.paymentId}`
    const detail = `${theirs}. It could not be compared, and is tried again: ${reason}`
    await noteFinding(`repair:${book.paymentId}`, detail)
    const ours = await readOurs(side, book)
    const { currency } = book
    return { provider: side.provider, currency, oursInCents: netOf(ours), theirsInCents: netOf(book) }
  }
}

/** Payments of our ledger since a moment that are not among these, by their ids. */
async function findUnlisted({ provider, paymentOf }: Side, listed: Set<string>, since: Date) {
  const lines = await db.payment.findMany({
    where: {
      provider,
      kind: { in: ['CHARGE', 'DEPOSIT'] },
      amountInCents: { gt: 0 },
      occurredAt: { gte: since },
    },
    select: {
      providerId: true,
      currency: true,
      order: { select: { number: true, providerSessionId: true, payments: true } },
    },
  })
  const unlisted = lines.filter((line) => !listed.has(paymentOf(line)))
  return new Map(unlisted.map((line) => [paymentOf(line), line]))
}

async function compareSide(side: Side, since: Date): Promise<BookSum[]> {
  const { provider, name } = side
  const books = await side.read(new Date(since.getTime() - headStartMs))
  const sums: BookSum[] = []
  const listed = new Set(books.map(({ paymentId }) => paymentId))
  for (const [paymentId, { currency, order }] of await findUnlisted(side, listed, since)) {
    // It may only have begun before their list does: an invoice that was accepted months later.
    const book = await side.find(paymentId)
    if (book) {
      books.push(book)
      continue
    }
    const detail = `Order ${order.number} has the payment ${paymentId}, which ${name} does not know`
    await noteFinding(`books:${paymentId}`, detail, { tell: true })
    const ours = amountsOf(order.payments.filter((line) => line.currency === currency))
    sums.push({ provider, currency, oursInCents: netOf(ours), theirsInCents: 0 })
  }
  for (const book of books) sums.push(await tryCompare(side, book))
  return addUp(sums)
}

/**
 * Compares our ledger with each provider's own books, payment by payment and in sum. A payment that differs is settled anew; what
 * differs after that is noted, and the owner told.
 * @returns both sums by provider and currency
 */
export async function compareBooks(since: Date, now: Date): Promise<BookSum[]> {
  const sides = btcpay ? [stripeSide, btcpaySide(now)] : [stripeSide]
  const sums: BookSum[] = []
  for (const side of sides) sums.push(...(await compareSide(side, since)))
  return sums
}
