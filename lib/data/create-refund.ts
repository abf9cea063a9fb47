import 'server-only'
import type { Tx } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'

interface NewRefund {
  orderId: string
  amountInCents: number
  currency: string
  origin: 'LEARNER' | 'OWNER' | 'DUPLICATE'
}

/**
 * Decides, as part of the caller's transaction, that money goes back; the order must be locked, and settled afterwards. A job
 * sends it. Where nothing was paid, nothing is to be sent: it is done.
 */
export async function createRefund(tx: Tx, refund: NewRefund): Promise<void> {
  const { orderId, origin, amountInCents } = refund
  const isFree = amountInCents === 0
  const attempt = (await tx.refund.count({ where: { orderId } })) + 1
  const { id } = await tx.refund.create({
    data: { ...refund, attempt, status: isFree ? 'DONE' : 'REQUESTED' },
    select: { id: true },
  })
  if (!isFree) await enqueue(tx, 'send-refund', { refundId: id })
  const told = origin === 'DUPLICATE' ? 'duplicate-refunded' : isFree ? 'refund-done' : 'refund-requested'
  await enqueue(tx, 'order-mail', { orderId, template: told })
}
