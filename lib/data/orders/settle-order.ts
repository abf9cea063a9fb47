import 'server-only'
import { restoreCertificates, revokeCertificates } from '#lib/data/certificates/revoke-certificates.ts'
import { announceGift } from '#lib/data/gifts/announce-gift.ts'
import { createRefund } from '#lib/data/refunds/create-refund.ts'
import { returnUnmatched } from '#lib/data/refunds/return-unmatched.ts'
import {
  type Access,
  type CheckoutStatus,
  checkoutOf,
  decideOrder,
  furtherCheckout,
  sumLedger,
} from '#lib/domain/order.ts'
import type { Tx } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import { type LoadedOrder, loadOrder } from './load-order.ts'
import { reportProblem } from './report-problem.ts'

export type SettledAccess = 'granted' | 'restored' | 'already granted' | 'ended' | 'not open'

export interface Settled {
  status: ReturnType<typeof decideOrder>['status']
  access: SettledAccess
  /** Why access is not open. */
  reason: string | null
}

/** Who holds the course by this order: its buyer, or who redeemed the gift; null while that is nobody. */
function holderOf({ isGift, gift, userId }: LoadedOrder): string | null {
  return isGift ? (gift?.redeemedById ?? null) : userId
}

async function holdsElsewhere(tx: Tx, order: LoadedOrder): Promise<boolean> {
  const userId = holderOf(order)
  if (!userId) return false
  // One order of a holder at a time: two of theirs must not both find the course free.
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${userId}::uuid FOR NO KEY UPDATE`
  const { courseSlug, id } = order
  const other = { userId, courseSlug, revokedAt: null, orderId: { not: id } }
  return (await tx.entitlement.count({ where: other })) > 0
}

/**
 * Brings an order's status, its access and its certificate to what the recorded facts amount to, as part of the
 * transaction that recorded them; the order must be locked. The only writer of all three; running it again changes nothing.
 * @param reported how far the provider says the checkout came
 * @param options.revokedByOwner the owner takes the access away, and it stays so
 */
export async function settleOrder(
  tx: Tx,
  orderId: string,
  reported: CheckoutStatus = 'PENDING',
  { revokedByOwner = false } = {},
): Promise<Settled> {
  const order = await loadOrder(tx, orderId)
  const checkout = furtherCheckout(checkoutOf(order.status), reported)
  const decision = decideOrder({
    checkout,
    ledger: order.payments,
    refunds: order.refunds,
    holdsElsewhere: await holdsElsewhere(tx, order),
    isUnredeemed: order.isGift && !order.gift?.redeemedById,
    revokedByOwner: revokedByOwner || order.entitlement?.revokedReason === 'OWNER',
  })
  if (!decision.access.isOpen && decision.access.reason === 'DUPLICATE') {
    if (order.refunds.every(({ origin }) => origin === 'UNMATCHED')) {
      const { paidInCents } = sumLedger(order.payments)
      await createRefund(tx, { order, amountInCents: paidInCents, origin: 'DUPLICATE' })
      await settleOrder(tx, orderId, reported)
      return { status: decision.status, access: 'not open', reason: 'DUPLICATE' }
    }
    await reportProblem(
      tx,
      order,
      'paid for a course that the buyer holds already, and could not be refunded',
    )
  }

  const charge = order.payments.find(({ kind }) => kind === 'CHARGE')
  const paidAt = order.paidAt ?? charge?.occurredAt ?? null
  if (order.status !== decision.status || order.paidAt?.getTime() !== paidAt?.getTime()) {
    await tx.order.update({ where: { id: orderId }, data: { status: decision.status, paidAt } })
  }
  if (order.gift && order.paidAt === null && paidAt !== null) await announceGift(tx, order.gift)
  await returnUnmatched(tx, order, checkout)
  const { access } = decision
  if (order.problem !== null && (decision.isReturned || (access.isOpen && order.userId !== null))) {
    // Whatever it was: the money is back, or the course is open.
    await tx.order.update({ where: { id: orderId }, data: { problem: null } })
  }
  return {
    status: decision.status,
    access: access.isOpen ? await openAccess(tx, order) : await closeAccess(tx, order, access.reason),
    reason: access.isOpen ? null : access.reason,
  }
}

async function openAccess(tx: Tx, order: LoadedOrder): Promise<SettledAccess> {
  const { id: orderId, courseSlug, entitlement, isGift } = order
  const userId = holderOf(order)
  if (!userId) return 'not open'
  if (entitlement && entitlement.revokedAt === null) return 'already granted'
  if (entitlement) {
    const data = { revokedAt: null, revokedReason: null }
    await tx.entitlement.update({ where: { id: entitlement.id }, data })
    if (isGift) await enqueue(tx, 'gift-mail', { orderId, template: 'restored' })
  } else {
    await tx.entitlement.create({ data: { userId, courseSlug, orderId } })
    const template = isGift ? 'gift-redeemed' : order.provider === 'COMP' ? 'course-given' : 'purchase'
    await enqueue(tx, 'order-mail', { orderId, template })
    if (isGift) await enqueue(tx, 'gift-mail', { orderId, template: 'redeemed' })
  }
  await restoreCertificates(tx, userId, courseSlug)
  return entitlement ? 'restored' : 'granted'
}

type CloseReason = Extract<Access, { isOpen: false }>['reason']

async function closeAccess(tx: Tx, order: LoadedOrder, reason: CloseReason): Promise<SettledAccess> {
  const { entitlement } = order
  if (!entitlement || reason === null || reason === 'DUPLICATE' || reason === 'UNREDEEMED') return 'not open'
  if (entitlement.revokedReason === reason) return 'not open'
  const revokedAt = entitlement.revokedAt ?? new Date()
  await tx.entitlement.update({ where: { id: entitlement.id }, data: { revokedAt, revokedReason: reason } })
  await revokeCertificates(tx, entitlement.userId, entitlement.courseSlug, reason)
  if (order.isGift && entitlement.revokedAt === null) {
    await enqueue(tx, 'gift-mail', { orderId: order.id, template: 'ended' })
  }
  return 'ended'
}
