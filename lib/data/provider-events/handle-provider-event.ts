import 'server-only'
import { fulfillCheckout } from '#lib/data/checkout/fulfill-checkout.ts'
import { isHandledDelivery } from '#lib/server/btcpay/events.ts'
import { db } from '#lib/server/db.ts'
import { findSessionOfEvent, isHandledEvent } from '#lib/server/stripe/events.ts'
import type { Provider } from '#prisma/generated/client.ts'
import { findInvoiceOfPullPayment } from './find-invoice-of-pull-payment.ts'

const ways: Record<
  Provider,
  { isHandled(type: string): boolean; findSession(type: string, objectId: string): Promise<string | null> }
> = {
  STRIPE: { isHandled: isHandledEvent, findSession: findSessionOfEvent },
  BTCPAY: {
    isHandled: isHandledDelivery,
    findSession: async (type, objectId) =>
      type.startsWith('Payout') ? findInvoiceOfPullPayment(objectId) : objectId,
  },
  COMP: { isHandled: () => false, findSession: async () => null },
}

interface Handled {
  outcome: string
  /** The checkout that the event was about. */
  sessionId?: string
}

async function converge(provider: Provider, type: string, objectId: string | null): Promise<Handled> {
  const { isHandled, findSession } = ways[provider]
  if (!isHandled(type) || objectId === null) return { outcome: 'ignored: nothing that we act on' }
  const sessionId = await findSession(type, objectId)
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
  const { outcome, sessionId } = await converge(event.provider, event.type, event.objectId)
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
