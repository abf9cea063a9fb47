import 'server-only'
import { db } from '#lib/server/db.ts'
import { findSessionOfEvent, isHandledEvent } from '#lib/server/stripe/events.ts'
import { fulfillCheckout } from './fulfill-checkout.ts'

async function converge(type: string, objectId: string | null): Promise<string> {
  if (!isHandledEvent(type) || objectId === null) return 'ignored: nothing that we act on'
  const sessionId = await findSessionOfEvent(type, objectId)
  return sessionId ? fulfillCheckout(sessionId) : 'ignored: not from a checkout of ours'
}

/**
 * Handles a recorded event by looking at what it is about as that is now, and keeps the outcome with it.
 * @throws when the provider or the database does not answer: it stays unhandled
 */
export async function handleProviderEvent(id: string): Promise<string> {
  const event = await db.providerEvent.findUnique({ where: { id } })
  if (!event) return 'ignored: no such event'
  if (event.handledAt) return event.outcome ?? 'handled'
  const outcome = await converge(event.type, event.objectId)
  // Of two deliveries at once, the outcome of the first stays.
  await db.providerEvent.updateMany({
    where: { id, handledAt: null },
    data: { handledAt: new Date(), outcome },
  })
  return outcome
}
