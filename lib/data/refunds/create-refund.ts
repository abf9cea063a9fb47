import 'server-only'
import { enqueueOwnerMail } from '#lib/data/owner/enqueue-owner-mail.ts'
import { formatMoney } from '#lib/domain/money.ts'
import type { Tx } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'

interface NewRefund {
  order: { id: string; number: string; currency: string }
  amountInCents: number
  /** A part that ends access all the same. */
  endsAccess?: boolean
  origin: 'LEARNER' | 'OWNER' | 'DUPLICATE' | 'UNMATCHED'
}

const saidToOwner = {
  LEARNER: 'The buyer takes the money back',
  OWNER: 'An owner sends money back',
  DUPLICATE: 'The buyer had the course already, so this second payment goes back by itself',
} as const

/**
 * Decides, as part of the caller's transaction, that money goes back; the order must be locked, and settled afterwards. A job
 * sends it. Where nothing was paid, nothing is to be sent: it is done.
 */
export async function createRefund(tx: Tx, refund: NewRefund): Promise<void> {
  const { order, origin, amountInCents, endsAccess = false } = refund
  const { id: orderId, currency } = order
  const isFree = amountInCents === 0
  const attempt = (await tx.refund.count({ where: { orderId } })) + 1
  const status = isFree ? 'DONE' : 'REQUESTED'
  const { id } = await tx.refund.create({
    data: { orderId, currency, origin, amountInCents, endsAccess, attempt, status },
    select: { id: true },
  })
  if (!isFree) await enqueue(tx, 'send-refund', { refundId: id })
  // What was sent too much or too little is told with the page where it is claimed.
  if (origin === 'UNMATCHED') return
  const told = origin === 'DUPLICATE' ? 'duplicate-refunded' : isFree ? 'refund-done' : 'refund-requested'
  await enqueue(tx, 'order-mail', { orderId, refundId: id, template: told })
  const amount = isFree ? 'Nothing was paid, so nothing goes back' : formatMoney(amountInCents, currency)
  await enqueueOwnerMail(tx, {
    order,
    subject: isFree ? `Order ${order.number} is cancelled` : `Refund of order ${order.number}`,
    text: `${saidToOwner[origin]}. ${amount}.`,
  })
}
