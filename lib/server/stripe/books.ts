import 'server-only'
import { isOurs } from './checkout.ts'
import { stripe } from './client.ts'

/** What Stripe holds of one payment for an order of ours. */
export interface ProviderBook {
  paymentId: string
  /** What the payment says it is for; no order of ours may have that id. */
  orderId: string
  currency: string
  paidInCents: number
  refundedInCents: number
  disputedInCents: number
}

/** Every payment for an order of ours since a moment, with what went back of it, as Stripe's own books have it. */
export async function readStripeBooks(since: Date): Promise<ProviderBook[]> {
  const page = { created: { gte: Math.floor(since.getTime() / 1000) }, limit: 100 }
  const disputed = new Map<string, number>()
  for await (const { payment_intent, status, amount } of stripe.disputes.list(page)) {
    if (status === 'won' || status.startsWith('warning_') || status === 'prevented') continue
    const id = typeof payment_intent === 'string' ? payment_intent : payment_intent?.id
    if (id) disputed.set(id, (disputed.get(id) ?? 0) + amount)
  }
  const books: ProviderBook[] = []
  const intents = stripe.paymentIntents.list({ ...page, expand: ['data.latest_charge'] })
  for await (const { id, metadata, status, amount_received, currency, latest_charge: charge } of intents) {
    if (status !== 'succeeded' || !isOurs(metadata) || !charge || typeof charge === 'string') continue
    books.push({
      paymentId: id,
      orderId: metadata.orderId ?? '',
      currency,
      paidInCents: amount_received,
      refundedInCents: charge.amount_refunded,
      disputedInCents: disputed.get(id) ?? 0,
    })
  }
  return books
}
