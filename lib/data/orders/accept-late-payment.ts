import 'server-only'
import { fulfillCheckout } from '#lib/data/checkout/fulfill-checkout.ts'
import { type Actor, recordAudit } from '#lib/data/owner/record-audit.ts'
import { AppError } from '#lib/domain/errors.ts'
import { decideUnmatched } from '#lib/domain/order.ts'
import { markInvoice } from '#lib/server/btcpay/invoices.ts'
import { db } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import { loadOrder } from './load-order.ts'
import { withLockedOrder } from './with-locked-order.ts'

/**
 * The owner takes a crypto payment that came in full after its time: BTCPay is told that the invoice is paid, and the course opens
 * by the same road as ever.
 * @throws not_found; late_payment_gone when there is none (any more); payment_unavailable when BTCPay does not answer
 */
export async function acceptLatePayment(
  actor: Actor,
  { orderId, reason }: { orderId: string; reason: string },
): Promise<void> {
  const found = await db.order.findUnique({ where: { id: orderId }, select: { providerSessionId: true } })
  if (!found?.providerSessionId) throw new AppError('not_found')
  await withLockedOrder(orderId, async (tx) => {
    const { payments: ledger, refunds, amountInCents, discountInCents } = await loadOrder(tx, orderId)
    const facts = { checkout: 'EXPIRED', ledger, refunds } as const
    if (decideUnmatched(facts, amountInCents - discountInCents).what !== 'LATE')
      throw new AppError('late_payment_gone')
    await recordAudit(tx, actor, { action: 'ACCEPT_PAYMENT', orderId, reason })
  })
  try {
    await markInvoice(found.providerSessionId, 'Settled')
    await fulfillCheckout(found.providerSessionId)
  } catch (error) {
    log.error({ err: error, orderId }, 'a late payment could not be accepted')
    throw new AppError('payment_unavailable')
  }
}
