import 'server-only'
import { stripe } from './client.ts'

/**
 * Where Stripe has the invoice of a checkout as a PDF, or else its receipt as a page; null when there is neither. Such addresses run
 * out: ask anew.
 */
export async function findStripeReceipt(sessionId: string): Promise<string | null> {
  const session = await stripe.checkout.sessions.retrieve(sessionId, {
    expand: ['invoice', 'payment_intent.latest_charge'],
  })
  const { invoice, payment_intent: intent } = session
  const billed =
    invoice && typeof invoice !== 'string' ? (invoice.invoice_pdf ?? invoice.hosted_invoice_url) : null
  if (billed) return billed
  const charge = intent && typeof intent !== 'string' ? intent.latest_charge : null
  return charge && typeof charge !== 'string' ? charge.receipt_url : null
}
