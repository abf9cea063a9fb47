import 'server-only'
import { z } from 'zod'
import { reportStrayPayment } from '#lib/data/books/report-stray-payment.ts'
import { applyProviderFacts } from '#lib/data/orders/apply-provider-facts.ts'
import type { ProviderFacts } from '#lib/domain/provider-facts.ts'
import { btcpay } from '#lib/server/btcpay/client.ts'
import { readBtcpayFacts } from '#lib/server/btcpay/facts.ts'
import { db } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import { readStripeFacts } from '#lib/server/stripe/facts.ts'
import { whoseSession } from './checkouts.ts'
import { tellShortPayment } from './short-payment.ts'

async function read(sessionId: string, now: Date) {
  const provider = whoseSession(sessionId)
  if (provider === 'NOBODY' || (provider === 'BTCPAY' && !btcpay)) return null
  const found = await (provider === 'STRIPE' ? readStripeFacts : readBtcpayFacts)(sessionId, now)
  return found && { provider, orderId: found.orderId, facts: found.facts }
}

/** What the provider cannot know: what a code of ours took off the price, and the address that the buyer gave us. */
function complete(
  facts: ProviderFacts,
  order: { discountInCents: number; email: string | null },
): ProviderFacts {
  const { price } = facts
  const { discountInCents } = order
  return {
    ...facts,
    email: order.email,
    price: { ...price, amountInCents: price.amountInCents + discountInCents, discountInCents },
  }
}

/**
 * The one road from a checkout to access: fetches the checkout with its payment, refunds and disputes anew, and brings the order
 * to what they amount to. Webhook, return page, jobs, reconciler and owner all call this; again and at once is harmless.
 * @returns the outcome in words, kept with the event that asked
 * @throws when the provider or the database does not answer: nothing was changed, call again
 */
export async function fulfillCheckout(sessionId: string, now = new Date()): Promise<string> {
  const found = await read(sessionId, now)
  if (!found) return 'ignored: unknown checkout'
  const { provider, facts } = found
  const orderId = z.uuid().safeParse(found.orderId)
  if (!orderId.success) return 'ignored: not an order of ours'
  const order = await db.order.findUnique({
    where: { id: orderId.data },
    select: { id: true, provider: true, discountInCents: true, email: true },
  })
  if (order?.provider !== provider) {
    return reportStrayPayment({ provider, sessionId, orderId: orderId.data, facts })
  }
  const ours = provider === 'BTCPAY' ? complete(facts, order) : facts
  const outcome = await applyProviderFacts({ orderId: order.id, sessionId, facts: ours }, now)
  if (provider === 'BTCPAY') await tellShortPayment({ orderId: order.id, sessionId, facts })
  log.info({ orderId: order.id, outcome }, 'order settled')
  return outcome
}
