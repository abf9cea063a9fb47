import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import { judgeDisputes, leftToReturn, type OrderSums, sumLedger } from '#lib/domain/order.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { type OrderTerms, orderTermsSchema } from '#lib/schemas/order-terms.ts'
import { db } from '#lib/server/db.ts'
import { listOrderJobs } from '#lib/server/jobs.ts'
import type { Gift, Order } from '#prisma/generated/client.ts'
import { type TimelineLine, tellOrder } from './tell-order.ts'

export interface OwnerOrderPage
  extends Pick<
    Order,
    | 'id'
    | 'number'
    | 'status'
    | 'provider'
    | 'amountInCents'
    | 'discountInCents'
    | 'currency'
    | 'createdAt'
    | 'paidAt'
    | 'country'
    | 'taxInCents'
    | 'invoiceId'
    | 'providerSessionId'
    | 'problem'
  > {
  email: string | null
  /** Bought for somebody else. */
  gift: Pick<Gift, 'recipientEmail' | 'fromName' | 'sendAt' | 'sentAt' | 'redeemedAt'> | null
  /** Who redeemed it, while they have an account. */
  redeemedBy: string | null
  terms: OrderTerms
  sums: OrderSums
  /** What the owner can still send back; null when nothing was paid, or all of it is back or on its way. */
  leftInCents: number | null
  dispute: 'NONE' | 'OPEN' | 'LOST'
  hasWaitingRefund: boolean
  access: 'OPEN' | 'CLOSED' | 'NEVER'
  hasReceipt: boolean
  timeline: TimelineLine[]
}

/**
 * One order with everything that happened to it, for the owner.
 * @throws not_owner, not_found
 */
export async function getOwnerOrder(
  viewer: Pick<Viewer, 'isOwner'>,
  number: string,
): Promise<OwnerOrderPage> {
  if (!viewer.isOwner) throw new AppError('not_owner')
  const order = await db.order.findUnique({
    where: { number },
    include: {
      user: { select: { email: true } },
      entitlement: true,
      gift: { include: { redeemedBy: { select: { email: true, deletedAt: true } } } },
      payments: { orderBy: { recordedAt: 'asc' } },
      refunds: { orderBy: { attempt: 'asc' } },
      steps: { orderBy: { id: 'asc' } },
      mails: { orderBy: { sentAt: 'asc' } },
      events: { orderBy: { receivedAt: 'asc' } },
      audit: { orderBy: { id: 'asc' } },
    },
  })
  if (!order) throw new AppError('not_found')
  // A message that failed was not yet found to be about this order: what it names tells.
  const named = [
    order.providerSessionId,
    order.invoiceId,
    ...order.payments.map(({ providerId }) => providerId),
    ...order.refunds.map(({ providerRefundId }) => providerRefundId),
  ].filter((id) => id !== null)
  const failed = await db.providerEvent.findMany({
    where: { orderId: null, handledAt: null, objectId: { in: named } },
  })
  const { user, entitlement, payments, refunds, steps, mails, events, audit, ...row } = order
  const sums = sumLedger(payments)
  const jobs = await listOrderJobs(
    order.id,
    refunds.map(({ id }) => id),
  )
  return {
    ...row,
    email: user?.email ?? order.email,
    redeemedBy: row.gift?.redeemedBy?.deletedAt === null ? row.gift.redeemedBy.email : null,
    terms: orderTermsSchema.parse(order.terms),
    sums,
    leftInCents: order.provider === 'COMP' ? null : leftToReturn(payments, refunds),
    dispute: judgeDisputes(payments),
    hasWaitingRefund: refunds.some(({ status }) => status === 'REQUESTED'),
    access: !entitlement ? 'NEVER' : entitlement.revokedAt === null ? 'OPEN' : 'CLOSED',
    hasReceipt: order.provider === 'STRIPE' && sums.paidInCents > 0,
    timeline: tellOrder({
      order: row,
      payments,
      refunds,
      steps,
      mails,
      events: [...events, ...failed],
      audit,
      jobs,
    }),
  }
}
