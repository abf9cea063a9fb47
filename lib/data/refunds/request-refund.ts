import 'server-only'
import { type LoadedOrder, loadOrder } from '#lib/data/orders/load-order.ts'
import { settleOrder } from '#lib/data/orders/settle-order.ts'
import { withLockedOrder } from '#lib/data/orders/with-locked-order.ts'
import { type Actor, recordAudit } from '#lib/data/owner/record-audit.ts'
import { AppError } from '#lib/domain/errors.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { judgeDisputes, leftToReturn, leftUnmatched } from '#lib/domain/order.ts'
import { findRefundObstacle } from '#lib/domain/refund-policy.ts'
import { orderTermsSchema } from '#lib/schemas/order-terms.ts'
import { db, type Tx } from '#lib/server/db.ts'
import { createRefund } from './create-refund.ts'

/** The owner sends one refund after the other, and sees what became of it. A buyer's is never turned away for that. */
function refuseWhileWaiting(order: LoadedOrder): void {
  if (order.refunds.some(({ status, origin }) => status === 'REQUESTED' && origin !== 'UNMATCHED'))
    throw new AppError('refund_waiting')
}

/**
 * The buyer's refund as part of a transaction that holds the order: all that is left. A part that the owner sent back may still wait
 * to be sent; it is not left, and goes on its own, by its own attempt.
 * @param now when they asked: what counts for the deadline
 * @throws refund_window_over, refund_disputed, refund_not_possible
 */
export async function refundForBuyer(tx: Tx, orderId: string, now: Date): Promise<void> {
  const order = await loadOrder(tx, orderId)
  const left = leftToReturn(order.payments, order.refunds)
  const obstacle = findRefundObstacle(
    {
      paidAt: order.provider === 'COMP' ? null : order.paidAt,
      refundDays: orderTermsSchema.parse(order.terms).refundDays,
      redeemedAt: order.gift?.redeemedAt,
      isDisputed: judgeDisputes(order.payments) !== 'NONE',
      isReturned: left === null,
      hasFailedAttempt: order.refunds.some((one) => one.status === 'FAILED' && one.origin !== 'UNMATCHED'),
    },
    now,
  )
  if (obstacle || left === null) throw new AppError(obstacle ?? 'refund_not_possible')
  await createRefund(tx, { order, amountInCents: left, origin: 'LEARNER' })
  await settleOrder(tx, orderId)
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
    const order = await loadOrder(tx, mine.id)
    const isOver = leftToReturn(order.payments, order.refunds) === null && order.refunds.length > 0
    if (!isOver) await refundForBuyer(tx, mine.id, now)
  })
}

/** Crypto that bought nothing and was not returned by itself: it came late, or its return failed. */
async function giveBackUnmatched(tx: Tx, order: LoadedOrder): Promise<number> {
  const amountInCents = leftUnmatched({ ...order, ledger: order.payments })
  if (amountInCents > 0) await createRefund(tx, { order, amountInCents, origin: 'UNMATCHED' })
  return amountInCents
}

interface OwnerRefund {
  orderId: string
  /** All that is left, when not given. */
  amountInCents?: number | undefined
  /** A part ends access only where the owner says so; the whole always does. */
  endsAccess?: boolean
  reason: string
}

/**
 * The owner sends back what is left of an order, or a part, at any time; who, how much and why is recorded with it.
 * @throws not_found, refund_disputed, refund_not_possible, refund_too_much, refund_waiting
 */
export async function refundAsOwner(actor: Actor, wish: OwnerRefund): Promise<void> {
  const { orderId, reason, endsAccess = false } = wish
  const found = await db.order.findUnique({ where: { id: orderId }, select: { id: true } })
  if (!found) throw new AppError('not_found')
  await withLockedOrder(orderId, async (tx) => {
    const order = await loadOrder(tx, orderId)
    const unmatched = wish.amountInCents === undefined ? await giveBackUnmatched(tx, order) : 0
    const left = leftToReturn(order.payments, order.refunds)
    if (left === null && unmatched > 0) {
      const detail = formatMoney(unmatched, order.currency)
      await recordAudit(tx, actor, { action: 'REFUND', orderId, reason, detail })
      return void (await settleOrder(tx, orderId))
    }
    if (left === null || order.provider === 'COMP') throw new AppError('refund_not_possible')
    if (judgeDisputes(order.payments) !== 'NONE') throw new AppError('refund_disputed')
    const amountInCents = wish.amountInCents ?? left
    if (amountInCents === 0 && left > 0) throw new AppError('bad_amount')
    if (amountInCents > left) throw new AppError('refund_too_much')
    refuseWhileWaiting(order)
    await createRefund(tx, { order, amountInCents, endsAccess, origin: 'OWNER' })
    const end = endsAccess && amountInCents < left ? ', and access ends' : ''
    const detail = `${formatMoney(amountInCents, order.currency)}${end}`
    await recordAudit(tx, actor, { action: 'REFUND', orderId, reason, detail })
    await settleOrder(tx, orderId)
  })
}
