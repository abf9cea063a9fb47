import 'server-only'
import { findInvoiceNamedBy } from '#lib/server/btcpay/refunds.ts'
import { db } from '#lib/server/db.ts'

/** The invoice that a pull payment returns: as our books have it, or as the pull payment itself says. Null when it is not ours. */
export async function findInvoiceOfPullPayment(pullPaymentId: string): Promise<string | null> {
  const refund = await db.refund.findUnique({
    where: { providerRefundId: pullPaymentId },
    select: { order: { select: { providerSessionId: true } } },
  })
  return refund?.order.providerSessionId ?? findInvoiceNamedBy(pullPaymentId)
}
