import 'server-only'
import { withLockedOrder } from '#lib/data/orders/with-locked-order.ts'
import { refundForBuyer } from '#lib/data/refunds/request-refund.ts'
import { AppError } from '#lib/domain/errors.ts'
import { db } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import { hashLinkToken } from '#lib/server/link-token.ts'

/**
 * Withdraws from a contract by the mailed link: in one transaction the link is spent, the order refunded as its buyer would
 * (request-refund.ts), and the receipt queued. A second press finds it done, and changes nothing.
 * @throws link_expired when the link is forged or has ended; refund_window_over, refund_disputed, refund_not_possible
 */
export async function confirmWithdrawal(token: string, now = new Date()): Promise<void> {
  const tokenHash = hashLinkToken(token)
  const known = await db.withdrawal.findUnique({ where: { tokenHash } })
  if (!known) throw new AppError('link_expired')
  const { id, orderId, statedAt } = known
  await withLockedOrder(orderId, async (tx) => {
    const { count } = await tx.withdrawal.updateMany({
      where: { id, confirmedAt: null, expiresAt: { gt: now } },
      data: { confirmedAt: now },
    })
    if (count === 0) {
      const { confirmedAt } = await tx.withdrawal.findUniqueOrThrow({ where: { id } })
      if (confirmedAt) return
      throw new AppError('link_expired')
    }
    await refundForBuyer(tx, orderId, statedAt)
    await enqueue(tx, 'withdrawal-receipt', { withdrawalId: id })
  })
}
