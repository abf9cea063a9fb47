import 'server-only'
import { enqueueOwnerMail } from '#lib/data/owner/enqueue-owner-mail.ts'
import type { Tx } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'

/** Tells buyer and owner that money did not go back. */
export async function reportRefundFailure(
  tx: Tx,
  order: { id: string; number: string },
  refund: { id: string; failureReason: string | null },
): Promise<void> {
  const reason = refund.failureReason ?? 'no reason was given'
  await enqueue(tx, 'order-mail', { orderId: order.id, refundId: refund.id, template: 'refund-failed' })
  await enqueueOwnerMail(tx, {
    order,
    subject: `The refund of order ${order.number} failed`,
    text: `The money of order ${order.number} did not go back: ${reason}.\nIf it was to return the price, the buyer has access again until it does. Send it again, or agree with them on another way.`,
  })
}
