import 'server-only'
import { fulfillCheckout } from '#lib/data/checkout/fulfill-checkout.ts'
import { isGiftWaiting } from '#lib/data/gifts/is-gift-waiting.ts'
import { sendGiftLink } from '#lib/data/gifts/send-gift-link.ts'
import { settleOrder } from '#lib/data/orders/settle-order.ts'
import { withLockedOrder } from '#lib/data/orders/with-locked-order.ts'
import { receiveProviderEvent } from '#lib/data/provider-events/receive-provider-event.ts'
import { sendRefund } from '#lib/data/refunds/send-refund.ts'
import { db } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import { listUndeliveredEvents } from '#lib/server/stripe/events.ts'
import { listRecent, type RecentObject } from '#lib/server/stripe/recent.ts'
import type { OrderStatus, PaymentKind, RefundStatus } from '#prisma/generated/client.ts'
import { noteFinding } from './note-finding.ts'
import { findMissedCrypto } from './reconcile-crypto.ts'

/** How far back the provider's books are read: disputes and failing refunds come weeks after the payment. */
export const lookBackMs = 90 * 24 * 60 * 60 * 1000
/** Younger than this, the road through webhook or return page is still open. */
const graceMs = 60 * 1000

export interface Reconciled {
  checked: number
  repaired: number
  failed: number
}

type Repair = { what: string; run: () => Promise<unknown> }

/** Orders whose checkout has not ended, as far as we know. */
async function openOrders(before: Date): Promise<Repair[]> {
  const where = { status: { in: ['PENDING', 'PROCESSING'] as OrderStatus[] }, createdAt: { lt: before } }
  const orders = await db.order.findMany({ where, select: { id: true, providerSessionId: true } })
  return orders.flatMap(({ id, providerSessionId }) =>
    providerSessionId ? [{ what: `order ${id}`, run: () => fulfillCheckout(providerSessionId) }] : [],
  )
}

/** Orders whose checkout was never opened, or not noted as opened: nobody was sent there, so nobody pays. */
async function endUnopenedOrders(before: Date): Promise<void> {
  await db.order.updateMany({
    where: { status: 'PENDING', providerSessionId: null, createdAt: { lt: before } },
    data: { status: 'EXPIRED' },
  })
}

async function unfinishedRefunds(before: Date): Promise<Repair[]> {
  const where = { status: { in: ['REQUESTED', 'SENT'] as RefundStatus[] }, requestedAt: { lt: before } }
  const refunds = await db.refund.findMany({
    where,
    select: { id: true, status: true, order: { select: { provider: true, providerSessionId: true } } },
  })
  return refunds.flatMap(({ id, status, order: { provider, providerSessionId } }): Repair[] => {
    if (status === 'REQUESTED') return [{ what: `refund ${id}`, run: () => sendRefund(id) }]
    // One in crypto waits for its buyer, who may take weeks; findMissedCrypto looks after it.
    if (provider === 'BTCPAY') return []
    return providerSessionId ? [{ what: `refund ${id}`, run: () => fulfillCheckout(providerSessionId) }] : []
  })
}

/**
 * Paid, held by another order at that time, and the money could not be sent back; now the holder has nothing else. It was paid, so it
 * opens.
 */
async function strandedDuplicates(): Promise<Repair[]> {
  const orders = await db.$queryRaw<{ id: string; number: string }[]>`
    SELECT o.id::text, o.number FROM "Order" o LEFT JOIN "Gift" g ON g."orderId" = o.id
    WHERE o.status = 'PAID'
      AND EXISTS (SELECT 1 FROM "Refund" r WHERE r."orderId" = o.id AND r.origin = 'DUPLICATE' AND r.status = 'FAILED')
      AND NOT EXISTS (SELECT 1 FROM "Refund" r WHERE r."orderId" = o.id AND r.status <> 'FAILED')
      AND NOT EXISTS (SELECT 1 FROM "Entitlement" e WHERE e."orderId" = o.id AND e."revokedReason" = 'OWNER')
      AND NOT EXISTS (SELECT 1 FROM "Entitlement" e
        WHERE e."userId" = CASE WHEN o."isGift" THEN g."redeemedById" ELSE o."userId" END
          AND e."courseSlug" = o."courseSlug" AND e."revokedAt" IS NULL)`
  return orders.map(({ id, number }) => ({
    what: `order ${number}`,
    run: () => withLockedOrder(id, (tx) => settleOrder(tx, id)),
  }))
}

/** Gifts whose link was to be mailed, and was not: their job was lost, or they were taken back and stand again. */
async function unsentGifts(before: Date): Promise<Repair[]> {
  const gifts = await db.gift.findMany({
    where: { sentAt: null, redeemedAt: null, sendAt: { lt: before }, order: { status: 'PAID' } },
    include: { order: { include: { payments: true, refunds: true, entitlement: true } } },
  })
  return gifts
    .filter((gift) => isGiftWaiting({ ...gift.order, gift }))
    .map((gift) => ({
      what: `gift ${gift.orderId}`,
      run: () => sendGiftLink(gift, { id: `${gift.orderId}.${gift.sending}` }),
    }))
}

async function unhandledEvents(before: Date): Promise<Repair[]> {
  const events = await db.providerEvent.findMany({ where: { handledAt: null, receivedAt: { lt: before } } })
  return events.map((event) => ({ what: `event ${event.eventId}`, run: () => receiveProviderEvent(event) }))
}

async function undeliveredEvents(): Promise<Repair[]> {
  const events = await listUndeliveredEvents()
  const known = await db.providerEvent.findMany({
    where: { eventId: { in: events.map(({ eventId }) => eventId) }, handledAt: { not: null } },
    select: { eventId: true },
  })
  const handled = new Set(known.map(({ eventId }) => eventId))
  return events
    .filter(({ eventId }) => !handled.has(eventId))
    .map((event) => ({ what: `event ${event.eventId}`, run: () => receiveProviderEvent(event) }))
}

/** Whether our books show what the provider says about one of its objects. */
async function isKnown({ providerId, kind, state }: RecentObject): Promise<boolean> {
  const hasLine = async (...kinds: PaymentKind[]) =>
    (await db.payment.count({ where: { providerId, kind: { in: kinds } } })) > 0
  if (kind === 'refund') {
    const refund = await db.refund.findUnique({
      where: { providerRefundId: providerId },
      select: { status: true },
    })
    const told =
      state === 'succeeded' ? 'DONE' : state === 'failed' || state === 'canceled' ? 'FAILED' : 'SENT'
    return refund?.status === told
  }
  if (kind === 'dispute') {
    if (state.startsWith('warning_') || state === 'prevented') return true
    return hasLine(state === 'won' ? 'DISPUTE_WON' : state === 'lost' ? 'DISPUTE_LOST' : 'DISPUTE')
  }
  if (kind === 'invoice') {
    return state !== 'paid' || (await db.order.count({ where: { invoiceId: providerId } })) > 0
  }
  if (state === 'open' || state === 'unpaid') return true
  const order = await db.order.findUnique({
    where: { providerSessionId: providerId },
    select: { status: true },
  })
  if (state === 'expired') return order?.status !== 'PENDING'
  return order !== null && !['PENDING', 'PROCESSING', 'EXPIRED', 'FAILED'].includes(order.status)
}

/** What Stripe has and our books still do not, after they were brought up to date. */
async function noteUnknown({ kind, providerId, state }: RecentObject, outcome: string): Promise<void> {
  const detail = `Stripe has the ${kind} ${providerId} (${state}), and our books do not: ${outcome}`
  await noteFinding(`books:${providerId}`, detail, { tell: true })
}

async function unknownObjects(since: Date): Promise<Repair[]> {
  const repairs: Repair[] = []
  for await (const object of listRecent(since)) {
    if (await isKnown(object)) continue
    repairs.push({
      what: `${object.kind} ${object.providerId}`,
      run: async () => {
        const sessionId = await object.findSessionId()
        const outcome = sessionId ? await fulfillCheckout(sessionId) : 'ignored: not from a checkout of ours'
        const isSettled = outcome.startsWith('refused, and returned') || (await isKnown(object))
        if (!isSettled) await noteUnknown(object, outcome)
        return outcome
      },
    })
  }
  return repairs
}

/**
 * Compares our books with the provider's and repairs what was missed, by the same functions that everything else goes through: after
 * one run they agree, also when every message was lost. What cannot be repaired now is counted, logged, and tried next time.
 * @throws when the provider's books cannot be read at all
 */
export async function reconcile(now = new Date(), grace = graceMs): Promise<Reconciled> {
  const before = new Date(now.getTime() - grace)
  await endUnopenedOrders(new Date(now.getTime() - 60 * graceMs))
  const passes = [
    () => openOrders(before),
    () => unknownObjects(new Date(now.getTime() - lookBackMs)),
    () => findMissedCrypto(new Date(now.getTime() - lookBackMs), now),
    () => unfinishedRefunds(before),
    () => strandedDuplicates(),
    () => undeliveredEvents(),
    () => unhandledEvents(before),
    // A minute's grace is short for a mail server that is away: its job waits longer between its tries.
    () => unsentGifts(new Date(now.getTime() - 60 * graceMs)),
  ]
  const result: Reconciled = { checked: 0, repaired: 0, failed: 0 }
  for (const find of passes) {
    // Each pass looks again: the one before may have settled what this one would have found.
    for (const { what, run } of await find()) {
      result.checked += 1
      try {
        const outcome = await run()
        result.repaired += 1
        log.info({ what, outcome }, 'reconciled')
      } catch (error) {
        result.failed += 1
        log.error({ err: error, what }, 'not reconciled, next time again')
        const reason = error instanceof Error ? error.message : String(error)
        await noteFinding(
          `repair:${what}`,
          `Could not be settled, and is tried again: ${what}. ${reason.slice(0, 300)}`,
        )
      }
    }
  }
  log.info(result, 'books compared')
  return result
}
