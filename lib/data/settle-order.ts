import 'server-only'
import {
  type CheckoutStatus,
  checkoutOf,
  decideOrder,
  furtherCheckout,
  sumLedger,
} from '#lib/domain/order.ts'
import type { Tx } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import { createRefund } from './create-refund.ts'
import { type LoadedOrder, loadOrder } from './load-order.ts'
import { reportProblem } from './report-problem.ts'
import { returnUnmatched } from './return-unmatched.ts'
import { restoreCertificates, revokeCertificates } from './revoke-certificates.ts'

export type SettledAccess = 'granted' | 'restored' | 'already granted' | 'ended' | 'not open'

export interface Settled {
  status: ReturnType<typeof decideOrder>['status']
  access: SettledAccess
  /** Why access is not open. */
  reason: string | null
}

async function holdsElsewhere(tx: Tx, order: LoadedOrder): Promise<boolean> {
  if (!order.userId) return false
  // One purchase of a buyer at a time: two orders of theirs must not both find the course free.
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${order.userId}::uuid FOR NO KEY UPDATE`
  const { userId, courseSlug, id } = order
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
  const { id: orderId, userId, courseSlug, entitlement } = order
  if (!userId) return 'not open'
  if (entitlement && entitlement.revokedAt === null) return 'already granted'
  if (entitlement) {
    const data = { revokedAt: null, revokedReason: null }
    await tx.entitlement.update({ where: { id: entitlement.id }, data })
  } else {
    await tx.entitlement.create({ data: { userId, courseSlug, orderId } })
    const template = order.provider === 'COMP' ? 'course-given' : 'purchase'
    await enqueue(tx, 'order-mail', { orderId, template })
  }
  await restoreCertificates(tx, userId, courseSlug)
  return entitlement ? 'restored' : 'granted'
}

type CloseReason = 'REFUNDED' | 'DISPUTED' | 'DISPUTE_LOST' | 'OWNER' | 'DUPLICATE' | null

async function closeAccess(tx: Tx, order: LoadedOrder, reason: CloseReason): Promise<SettledAccess> {
  const { entitlement } = order
  if (!entitlement || reason === null || reason === 'DUPLICATE') return 'not open'
  if (entitlement.revokedReason === reason) return 'not open'
  const revokedAt = entitlement.revokedAt ?? new Date()
  await tx.entitlement.update({ where: { id: entitlement.id }, data: { revokedAt, revokedReason: reason } })
  await revokeCertificates(tx, entitlement.userId, entitlement.courseSlug, reason)
  return 'ended'
}
