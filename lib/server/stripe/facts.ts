import 'server-only'
import type Stripe from 'stripe'
import type { CheckoutStatus } from '#lib/domain/order.ts'
import type {
  ProviderBilling,
  ProviderCharge,
  ProviderDispute,
  ProviderFacts,
  ProviderRefund,
} from '#lib/domain/provider-facts.ts'
import { isMissing, stripe } from './client.ts'

const toDate = (seconds: number) => new Date(seconds * 1000)

/** Fetched anew: the session with its intent and charge, and every refund and dispute of that intent. */
async function fetchSession(sessionId: string) {
  const session = await stripe.checkout.sessions.retrieve(sessionId, {
    expand: ['payment_intent.latest_charge.balance_transaction'],
  })
  const intent = session.payment_intent
  if (typeof intent === 'string') throw new Error(`The payment intent of ${sessionId} was not expanded.`)
  if (!intent) return { session, intent: null, refunds: [], disputes: [] }
  const of = { payment_intent: intent.id, limit: 100 }
  const [refunds, disputes] = await Promise.all([stripe.refunds.list(of), stripe.disputes.list(of)])
  return { session, intent, refunds: refunds.data, disputes: disputes.data }
}

function checkoutStatus(
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
): CheckoutStatus {
  if (session.status === 'expired') return 'EXPIRED'
  if (session.status !== 'complete') return 'PENDING'
  // Complete and unpaid: a method whose money comes later, or did not come.
  return intent?.status === 'canceled' || intent?.status === 'requires_payment_method'
    ? 'FAILED'
    : 'PROCESSING'
}

function chargeOf(
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
  now: Date,
): ProviderCharge | null {
  if (session.status !== 'complete') return null
  if (session.payment_status === 'no_payment_required') {
    return { providerId: session.id, amountInCents: 0, currency: session.currency ?? '', occurredAt: now }
  }
  if (session.payment_status !== 'paid' || !intent) return null
  return {
    providerId: intent.id,
    amountInCents: intent.amount_received,
    currency: intent.currency,
    occurredAt: arrivalOf(intent.latest_charge) ?? now,
  }
}

/**
 * When the money came. A bank debit's charge is made days before; what books its money on the balance is made when it
 * arrives, and the 30 days for a refund begin then.
 */
function arrivalOf(charge: Stripe.PaymentIntent['latest_charge']): Date | null {
  if (!charge || typeof charge === 'string') return null
  const booked = charge.balance_transaction
  return toDate(booked && typeof booked !== 'string' ? booked.created : charge.created)
}

function toRefund(refund: Stripe.Refund): ProviderRefund {
  const isOver = refund.status === 'failed' || refund.status === 'canceled'
  return {
    providerId: refund.id,
    amountInCents: refund.amount,
    currency: refund.currency,
    occurredAt: toDate(refund.created),
    refundId: refund.metadata?.refundId ?? null,
    state: isOver ? 'FAILED' : refund.status === 'succeeded' ? 'SUCCEEDED' : 'PENDING',
    failureReason: isOver ? (refund.failure_reason ?? refund.status) : null,
  }
}

/** Inquiries (`warning_…`) move no money and end by themselves; a prevented dispute shows as a refund. */
function toDispute(dispute: Stripe.Dispute): ProviderDispute[] {
  const { id, amount, currency, created, status } = dispute
  if (status.startsWith('warning_') || status === 'prevented') return []
  const state = status === 'won' ? 'WON' : status === 'lost' ? 'LOST' : 'OPEN'
  return [{ providerId: id, amountInCents: amount, currency, occurredAt: toDate(created), state }]
}

function billingOf(session: Stripe.Checkout.Session): ProviderBilling {
  const { invoice, automatic_tax, total_details, customer_details } = session
  return {
    invoiceId: typeof invoice === 'string' ? invoice : (invoice?.id ?? null),
    taxInCents: automatic_tax.enabled ? (total_details?.amount_tax ?? null) : null,
    country: customer_details?.address?.country ?? null,
  }
}

export interface StripeFacts {
  sessionId: string
  /** What the session says it is for, in both places where we wrote it; null when they do not say, or not the same. */
  orderId: string | null
  facts: ProviderFacts
}

/**
 * What Stripe says about a checkout at this moment; null when it knows no such session.
 * @param now stands where Stripe gives no time of its own
 */
export async function readStripeFacts(sessionId: string, now: Date): Promise<StripeFacts | null> {
  let fetched: Awaited<ReturnType<typeof fetchSession>>
  try {
    fetched = await fetchSession(sessionId)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
  const { session, intent, refunds, disputes } = fetched
  const named = session.metadata?.orderId
  return {
    sessionId: session.id,
    orderId: session.mode === 'payment' && named && named === session.client_reference_id ? named : null,
    facts: {
      checkout: checkoutStatus(session, intent),
      email: session.customer_details?.email ?? null,
      price: {
        amountInCents: session.amount_subtotal ?? 0,
        discountInCents: session.total_details?.amount_discount ?? 0,
        currency: session.currency ?? '',
      },
      charge: chargeOf(session, intent, now),
      billing: billingOf(session),
      refunds: refunds.map(toRefund),
      disputes: disputes.flatMap(toDispute),
    },
  }
}
