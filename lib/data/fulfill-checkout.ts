import 'server-only'
import { z } from 'zod'
import { db } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import { readStripeFacts } from '#lib/server/stripe/facts.ts'
import { applyProviderFacts } from './apply-provider-facts.ts'

/**
 * The one road from a checkout to access: fetches the checkout with its payment, refunds and disputes anew, and brings the order
 * to what they amount to. Webhook, return page, jobs, reconciler and owner all call this; again and at once is harmless.
 * @returns the outcome in words, kept with the event that asked
 * @throws when Stripe or the database does not answer: nothing was changed, call again
 */
export async function fulfillCheckout(sessionId: string, now = new Date()): Promise<string> {
  const read = await readStripeFacts(sessionId, now)
  if (!read) return 'ignored: unknown checkout'
  const orderId = z.uuid().safeParse(read.orderId)
  const order =
    orderId.success && (await db.order.findUnique({ where: { id: orderId.data }, select: { id: true } }))
  if (!order) return 'ignored: not an order of ours'
  const outcome = await applyProviderFacts(
    { orderId: order.id, sessionId: read.sessionId, facts: read.facts },
    now,
  )
  log.info({ orderId: order.id, outcome }, 'order settled')
  return outcome
}
