import 'server-only'
import type Stripe from 'stripe'
import { orderNumberPattern } from '#lib/domain/order-number.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { env } from '#lib/server/env.ts'
import { stripe } from './client.ts'
import { ensurePrice } from './prices.ts'

/** How long a checkout stays open. Stripe allows 30 minutes to 24 hours. */
export const checkoutLifetimeMs = 2 * 60 * 60 * 1000

const methodTypes = env.STRIPE_PAYMENT_METHOD_TYPES?.split(',')
/** What the setting says; without it, what Stripe's dashboard says. */
const methods: Pick<Stripe.Checkout.SessionCreateParams, 'allowed_payment_method_types'> = methodTypes
  ? {
      allowed_payment_method_types:
        methodTypes as Stripe.Checkout.SessionCreateParams.AllowedPaymentMethodType[],
    }
  : {}

export interface OpenCheckout {
  sessionId: string
  /** Where the buyer pays; null once that is over. */
  url: string | null
}

/**
 * Opens the checkout of an order. Asking twice for one order gives the same checkout: all that is sent follows from the
 * order, and its id is the idempotency key.
 * @param order.email the address of a signed-in buyer; a guest types it at Stripe
 */
export async function openCheckout(
  course: CourseOutline,
  order: { id: string; number: string; email: string | null; createdAt: Date },
): Promise<OpenCheckout> {
  const metadata = { orderId: order.id, orderNumber: order.number }
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      line_items: [{ price: await ensurePrice(course), quantity: 1 }],
      client_reference_id: order.id,
      metadata,
      // Stripe does not copy the session's metadata across.
      payment_intent_data: { metadata, description: `${course.title} (${order.number})` },
      allow_promotion_codes: true,
      ...methods,
      customer_creation: 'always',
      ...(env.STRIPE_TAX === 'on' && { automatic_tax: { enabled: true } }),
      ...(env.STRIPE_INVOICES === 'on' && {
        invoice_creation: { enabled: true, invoice_data: { metadata } },
        tax_id_collection: { enabled: true },
      }),
      ...(order.email && { customer_email: order.email }),
      expires_at: Math.floor((order.createdAt.getTime() + checkoutLifetimeMs) / 1000),
      success_url: `${env.APP_URL}/checkout/return?session_id={CHECKOUT_SESSION_ID}`,
      cancel_url: `${env.APP_URL}/checkout/cancelled?order=${order.number}`,
    },
    { idempotencyKey: `checkout:${order.id}` },
  )
  return { sessionId: session.id, url: session.url }
}

/** Whether something was made for an order of this shop: other products may share the account. */
export function isOurs(metadata: Record<string, string> | null): boolean {
  return Boolean(metadata?.orderId) && orderNumberPattern.test(metadata?.orderNumber ?? '')
}

/** A checkout as it is now. */
export async function getCheckout(sessionId: string): Promise<OpenCheckout> {
  const session = await stripe.checkout.sessions.retrieve(sessionId)
  return { sessionId, url: session.status === 'open' ? session.url : null }
}

/** Closes a checkout that is still open, so that it cannot be paid any more; one that is over is left as it is. */
export async function closeCheckout(sessionId: string): Promise<void> {
  const session = await stripe.checkout.sessions.retrieve(sessionId)
  if (session.status === 'open') await stripe.checkout.sessions.expire(sessionId)
}
