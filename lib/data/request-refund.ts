import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import { isWholeReturned, judgeDisputes, sumLedger } from '#lib/domain/order.ts'
import { findRefundObstacle } from '#lib/domain/refund-policy.ts'
import { orderTermsSchema } from '#lib/schemas/order-terms.ts'
import { db, type Tx } from '#lib/server/db.ts'
import { createRefund } from './create-refund.ts'
import { type LoadedOrder, loadOrder } from './load-order.ts'
import { settleOrder } from './settle-order.ts'
import { withLockedOrder } from './with-locked-order.ts'

/** Whether all that was paid is back, or on its way. */
function isReturned(order: LoadedOrder): boolean {
  return isWholeReturned(sumLedger(order.payments).paidInCents, order.refunds)
}

async function giveBack(tx: Tx, order: LoadedOrder, origin: 'LEARNER' | 'OWNER'): Promise<void> {
  const { paidInCents, refundedInCents } = sumLedger(order.payments)
  const amountInCents = paidInCents - refundedInCents
  await createRefund(tx, { orderId: order.id, currency: order.currency, amountInCents, origin })
  await settleOrder(tx, order.id)
}

/**
 * The buyer's refund as part of a transaction that holds the order.
 * @param now when they asked: what counts for the deadline
 * @throws refund_window_over, refund_disputed, refund_not_possible
 */
export async function refundForBuyer(tx: Tx, orderId: string, now: Date): Promise<void> {
  const order = await loadOrder(tx, orderId)
  const obstacle = findRefundObstacle(
    {
      paidAt: order.paidAt,
      refundDays: orderTermsSchema.parse(order.terms).refundDays,
      isDisputed: judgeDisputes(order.payments) !== 'NONE',
      isReturned: isReturned(order),
      hasFailedAttempt: order.refunds.some(({ status }) => status === 'FAILED'),
    },
    now,
  )
  if (obstacle) throw new AppError(obstacle)
  await giveBack(tx, order, 'LEARNER')
}

/**
 * A buyer takes their money back: in one transaction the refund is decided, access ends, the certificate loses its standing,
 * and the job that sends the money is queued with the mail. A second press finds it asked for, and changes nothing.
 * @throws not_found when there is no such order of this person; refund_window_over, refund_disputed, refund_not_possible
 */
export async function requestRefund(userId: string, orderNumber: string, now = new Date()): Promise<void> {
  const mine = await db.order.findFirst({ where: { number: orderNumber, userId }, select: { id: true } })
  if (!mine) throw new AppError('not_found')
  await withLockedOrder(mine.id, async (tx) => {
    if (!isReturned(await loadOrder(tx, mine.id))) await refundForBuyer(tx, mine.id, now)
  })
}

/**
 * The owner sends back what is left of an order, at any time: after a failed attempt, or because they want to.
 * @throws not_found, refund_disputed, refund_not_possible
 */
export async function refundAsOwner(orderId: string): Promise<void> {
  const found = await db.order.findUnique({ where: { id: orderId }, select: { id: true } })
  if (!found) throw new AppError('not_found')
  await withLockedOrder(orderId, async (tx) => {
    const order = await loadOrder(tx, orderId)
    if (!order.paidAt || isReturned(order)) throw new AppError('refund_not_possible')
    if (judgeDisputes(order.payments) !== 'NONE') throw new AppError('refund_disputed')
    await giveBack(tx, order, 'OWNER')
  })
}
