import 'server-only'
import { db } from '#lib/server/db.ts'
import { findSessionOfEvent, isHandledEvent } from '#lib/server/stripe/events.ts'
import { fulfillCheckout } from './fulfill-checkout.ts'

interface Handled {
  outcome: string
  /** The checkout that the event was about. */
  sessionId?: string
}

async function converge(type: string, objectId: string | null): Promise<Handled> {
  if (!isHandledEvent(type) || objectId === null) return { outcome: 'ignored: nothing that we act on' }
  const sessionId = await findSessionOfEvent(type, objectId)
  if (!sessionId) return { outcome: 'ignored: not from a checkout of ours' }
  return { outcome: await fulfillCheckout(sessionId), sessionId }
}

/**
 * Handles a recorded event by looking at what it is about as that is now, and keeps the outcome with it.
 * @throws when the provider or the database does not answer: it stays unhandled
 */
export async function handleProviderEvent(id: string): Promise<string> {
  const event = await db.providerEvent.findUnique({ where: { id } })
  if (!event) return 'ignored: no such event'
  if (event.handledAt) return event.outcome ?? 'handled'
  const { outcome, sessionId } = await converge(event.type, event.objectId)
  const order =
    sessionId &&
    (await db.order.findUnique({ where: { providerSessionId: sessionId }, select: { id: true } }))
  // Of two deliveries at once, the outcome of the first stays.
  await db.providerEvent.updateMany({
    where: { id, handledAt: null },
    data: { handledAt: new Date(), outcome, ...(order && { orderId: order.id }) },
  })
  return outcome
}
