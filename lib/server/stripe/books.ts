import 'server-only'
import type Stripe from 'stripe'
import type { ProviderBook } from '#lib/domain/provider-books.ts'
import { isOurs } from './checkout.ts'
import { isMissing, stripe } from './client.ts'

const page = { limit: 100 }
const expand = (path: string) => ({ expand: [path] })

/** What disputes hold or have kept, by payment. */
async function sumDisputes(which: Stripe.DisputeListParams): Promise<Map<string, number>> {
  const disputed = new Map<string, number>()
  for await (const { payment_intent, status, amount } of stripe.disputes.list({ ...which, ...page })) {
    if (status === 'won' || status.startsWith('warning_') || status === 'prevented') continue
    const id = typeof payment_intent === 'string' ? payment_intent : payment_intent?.id
    if (id) disputed.set(id, (disputed.get(id) ?? 0) + amount)
  }
  return disputed
}

/** @returns null where nothing was paid */
function toBook(intent: Stripe.PaymentIntent, disputed: Map<string, number>): ProviderBook | null {
  const { id, metadata, status, amount_received, currency, latest_charge: charge } = intent
  if (status !== 'succeeded' || !charge || typeof charge === 'string') return null
  return {
    paymentId: id,
    orderId: metadata.orderId ?? '',
    currency,
    receivedInCents: amount_received,
    refundedInCents: charge.amount_refunded,
    disputedInCents: disputed.get(id) ?? 0,
  }
}

/** Every payment for an order of ours since a moment, with what went back of it, as Stripe's own books have it. */
export async function readStripeBooks(since: Date): Promise<ProviderBook[]> {
  const created = { gte: Math.floor(since.getTime() / 1000) }
  const disputed = await sumDisputes({ created })
  const books: ProviderBook[] = []
  for await (const intent of stripe.paymentIntents.list({
    created,
    ...page,
    ...expand('data.latest_charge'),
  })) {
    const book = isOurs(intent.metadata) ? toBook(intent, disputed) : null
    if (book) books.push(book)
  }
  return books
}

/** One payment as it is now; null when Stripe knows no such payment. */
export async function readStripeBook(paymentId: string): Promise<ProviderBook | null> {
  try {
    const intent = await stripe.paymentIntents.retrieve(paymentId, expand('latest_charge'))
    return toBook(intent, await sumDisputes({ payment_intent: paymentId }))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
