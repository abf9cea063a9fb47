import 'server-only'
import type Stripe from 'stripe'
import { isOurs } from './checkout.ts'
import { stripe } from './client.ts'
import { findSessionOfIntent, findSessionOfInvoice } from './events.ts'

/** Something of the provider's that our books should know: which checkout, and the line of the ledger or status it should show as. */
export interface RecentObject {
  providerId: string
  kind: 'session' | 'refund' | 'dispute' | 'invoice'
  state: string
  /** Looked up only when it is needed. */
  findSessionId(): Promise<string | null>
}

/** The intent's id, if it was made for an order of ours: other products may share the account. */
function ours(intent: string | Stripe.PaymentIntent | null): string | null {
  return intent && typeof intent !== 'string' && isOurs(intent.metadata) ? intent.id : null
}

/** Every checkout, refund, dispute and invoice of our orders that Stripe made since a moment, newest first in each kind. */
export async function* listRecent(since: Date): AsyncGenerator<RecentObject> {
  const page = { created: { gte: Math.floor(since.getTime() / 1000) }, limit: 100 }
  const withIntent = { ...page, expand: ['data.payment_intent'] }
  for await (const { id, status, payment_status, metadata } of stripe.checkout.sessions.list(page)) {
    const state = status === 'complete' ? payment_status : (status ?? 'open')
    if (isOurs(metadata)) yield { providerId: id, kind: 'session', state, findSessionId: async () => id }
  }
  for await (const { id, status, payment_intent } of stripe.refunds.list(withIntent)) {
    const intentId = ours(payment_intent)
    if (!intentId) continue
    yield {
      providerId: id,
      kind: 'refund',
      state: status ?? '',
      findSessionId: () => findSessionOfIntent(intentId),
    }
  }
  for await (const { id, status, payment_intent } of stripe.disputes.list(withIntent)) {
    const intentId = ours(payment_intent)
    if (!intentId) continue
    yield {
      providerId: id,
      kind: 'dispute',
      state: status,
      findSessionId: () => findSessionOfIntent(intentId),
    }
  }
  for await (const { id, status, metadata } of stripe.invoices.list(page)) {
    if (!isOurs(metadata)) continue
    yield {
      providerId: id,
      kind: 'invoice',
      state: status ?? '',
      findSessionId: () => findSessionOfInvoice(id),
    }
  }
}
