import 'server-only'
import Stripe from 'stripe'
import { env } from '#lib/server/env.ts'
import { isMissing, stripe } from './client.ts'

/** What an event is about, for the events that can change money or access. All others are recorded and left alone. */
const subjects: Record<string, 'session' | 'charge' | 'refund' | 'dispute' | 'invoice'> = {
  'checkout.session.completed': 'session',
  'checkout.session.async_payment_succeeded': 'session',
  'checkout.session.async_payment_failed': 'session',
  'checkout.session.expired': 'session',
  'charge.refunded': 'charge',
  'refund.created': 'refund',
  'refund.updated': 'refund',
  'refund.failed': 'refund',
  'charge.dispute.created': 'dispute',
  'charge.dispute.updated': 'dispute',
  'charge.dispute.closed': 'dispute',
  'charge.dispute.funds_withdrawn': 'dispute',
  'charge.dispute.funds_reinstated': 'dispute',
  'invoice.paid': 'invoice',
}

export function isHandledEvent(type: string): boolean {
  return type in subjects
}

/** The part of an event that we keep; its content is fetched anew. */
export interface StripeEvent {
  provider: 'STRIPE'
  eventId: string
  type: string
  objectId: string | null
}

function toStripeEvent(event: Stripe.Event): StripeEvent {
  const { object } = event.data
  const objectId = 'id' in object && typeof object.id === 'string' ? object.id : null
  return { provider: 'STRIPE', eventId: event.id, type: event.type, objectId }
}

/**
 * The event in this body, if one of our secrets signed it within the last five minutes; else null. While a secret is being
 * replaced, STRIPE_WEBHOOK_SECRET holds both, with a comma between them.
 */
export async function verifyStripeEvent(rawBody: string, signature: string): Promise<StripeEvent | null> {
  for (const secret of env.STRIPE_WEBHOOK_SECRET.split(',')) {
    try {
      return toStripeEvent(await stripe.webhooks.constructEventAsync(rawBody, signature, secret.trim(), 300))
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
        continue
      throw error
    }
  }
  return null
}

async function intentOf(subject: 'charge' | 'refund' | 'dispute', objectId: string): Promise<string | null> {
  const fetched =
    subject === 'charge'
      ? await stripe.charges.retrieve(objectId)
      : subject === 'refund'
        ? await stripe.refunds.retrieve(objectId)
        : await stripe.disputes.retrieve(objectId)
  const intent = fetched.payment_intent
  return typeof intent === 'string' ? intent : (intent?.id ?? null)
}

/** The checkout that an event is about: all that follows is learned from it. Null when there is none. */
export async function findSessionOfEvent(type: string, objectId: string): Promise<string | null> {
  const subject = subjects[type]
  if (!subject) return null
  if (subject === 'session') return objectId
  try {
    if (subject === 'invoice') return await findSessionOfInvoice(objectId)
    const intent = await intentOf(subject, objectId)
    return intent && (await findSessionOfIntent(intent))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** The checkout that an invoice was made for: it may be told before the checkout names it. */
export async function findSessionOfInvoice(invoiceId: string): Promise<string | null> {
  const { customer, metadata } = await stripe.invoices.retrieve(invoiceId)
  const customerId = typeof customer === 'string' ? customer : customer?.id
  const orderId = metadata?.orderId
  if (!customerId || !orderId) return null
  const { data } = await stripe.checkout.sessions.list({ customer: customerId, limit: 100 })
  return data.find((session) => session.metadata?.orderId === orderId)?.id ?? null
}

/** The checkout that a payment belongs to. */
export async function findSessionOfIntent(intentId: string): Promise<string | null> {
  const { data } = await stripe.checkout.sessions.list({ payment_intent: intentId, limit: 1 })
  return data[0]?.id ?? null
}

/** Events that Stripe could not deliver to us; it keeps them for 30 days. */
export async function listUndeliveredEvents(): Promise<StripeEvent[]> {
  const events: StripeEvent[] = []
  const list = stripe.events.list({
    delivery_success: false,
    types: Object.keys(subjects).slice(0, 20),
    limit: 100,
  })
  for await (const event of list) {
    events.push(toStripeEvent(event))
    if (events.length >= 1000) break
  }
  return events
}
