import 'server-only'
import { fulfillCheckout } from '#lib/data/checkout/fulfill-checkout.ts'
import { settleOrder } from '#lib/data/orders/settle-order.ts'
import { withLockedOrder } from '#lib/data/orders/with-locked-order.ts'
import { db } from '#lib/server/db.ts'
import { sendStripeRefund } from '#lib/server/stripe/refunds.ts'
import { reportRefundFailure } from './report-refund-failure.ts'
import { sendCryptoRefund } from './send-crypto-refund.ts'

async function findRefund(refundId: string) {
  return db.refund.findUnique({
    where: { id: refundId },
    include: {
      order: {
        select: {
          id: true,
          number: true,
          provider: true,
          providerSessionId: true,
          status: true,
          payments: true,
        },
      },
    },
  })
}

/** Notes that a refund will not be sent, unless it was after all. */
async function failRefund(refund: { id: string; order: { id: string; number: string } }, reason: string) {
  const { id, order } = refund
  await withLockedOrder(order.id, async (tx) => {
    const { count } = await tx.refund.updateMany({
      where: { id, status: 'REQUESTED', providerRefundId: null },
      data: { status: 'FAILED', failureReason: reason },
    })
    if (count === 0) return
    await reportRefundFailure(tx, order, { id, failureReason: reason })
    await settleOrder(tx, order.id)
  })
}

type FoundRefund = NonNullable<Awaited<ReturnType<typeof findRefund>>>

/** @returns why Stripe refuses for good; null when it took the refund */
async function sendByCard({
  id,
  attempt,
  amountInCents,
  origin,
  order,
}: FoundRefund): Promise<string | null> {
  const charge = order.payments.find(({ kind }) => kind === 'CHARGE')
  if (!charge) return 'nothing_paid'
  return sendStripeRefund({
    id,
    orderId: order.id,
    attempt,
    paymentIntentId: charge.providerId,
    amountInCents,
    isDuplicate: origin === 'DUPLICATE',
  })
}

/**
 * Sends a requested refund to the provider, or learns what became of one that was sent. Interrupted anywhere and run again, it
 * sends once: what the provider already has is looked up first, and the attempt's key covers the moment in between.
 * @throws when the provider does not answer: the job runs again
 */
export async function sendRefund(refundId: string): Promise<void> {
  const sessionId = (await findRefund(refundId))?.order.providerSessionId
  if (!sessionId) return
  await fulfillCheckout(sessionId)
  const refund = await findRefund(refundId)
  if (refund?.status !== 'REQUESTED' || refund.providerRefundId !== null) return

  const { order } = refund
  if (order.status === 'DISPUTED' || order.status === 'CHARGED_BACK')
    return failRefund(refund, 'charge_disputed')
  const refusal = await (order.provider === 'BTCPAY'
    ? sendCryptoRefund(refund, sessionId)
    : sendByCard(refund))
  await fulfillCheckout(sessionId)
  if (refusal) await failRefund(refund, refusal)
}
