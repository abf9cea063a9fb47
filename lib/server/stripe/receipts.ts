import 'server-only'
import { stripe } from './client.ts'

/** Where Stripe shows the invoice of a checkout, or else its receipt; null when there is neither. Such addresses run out: ask anew. */
export async function findStripeReceipt(sessionId: string): Promise<string | null> {
  const session = await stripe.checkout.sessions.retrieve(sessionId, {
    expand: ['invoice', 'payment_intent.latest_charge'],
  })
  const { invoice, payment_intent: intent } = session
  if (invoice && typeof invoice !== 'string' && invoice.hosted_invoice_url) return invoice.hosted_invoice_url
  const charge = intent && typeof intent !== 'string' ? intent.latest_charge : null
  return charge && typeof charge !== 'string' ? charge.receipt_url : null
}
