import 'server-only'
import Stripe from 'stripe'
import { stripe } from './client.ts'

/**
 * Sends a payment back, or a part of it. Asking twice for one attempt sends once: the key carries the attempt, and Stripe
 * itself never returns more than was paid.
 * @returns why Stripe refuses for good, in its words; null when it took the refund
 * @throws when it did not answer or is out of order: ask again
 */
export async function sendStripeRefund(refund: {
  id: string
  orderId: string
  attempt: number
  paymentIntentId: string
  amountInCents: number
  isDuplicate: boolean
}): Promise<string | null> {
  try {
    await stripe.refunds.create(
      {
        payment_intent: refund.paymentIntentId,
        amount: refund.amountInCents,
        reason: refund.isDuplicate ? 'duplicate' : 'requested_by_customer',
        metadata: { refundId: refund.id, orderId: refund.orderId },
      },
      { idempotencyKey: `refund:${refund.orderId}:${refund.attempt}` },
    )
    return null
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return error.code ?? error.message
    throw error
  }
}
