import 'server-only'
import { hasPullPayment, sendBtcpayRefund } from '#lib/server/btcpay/refunds.ts'
import { db } from '#lib/server/db.ts'

interface CryptoRefund {
  id: string
  amountInCents: number
  currency: string
  order: { number: string }
}

/** The lock is held while BTCPay answers: two calls of 20 seconds at most. */
const patience = { maxWait: 15_000, timeout: 60_000 }

/**
 * Makes the pull payment of a refund, once: BTCPay has no idempotency keys, so whoever sends holds a lock on the refund and looks
 * first whether somebody before them was cut off after making it.
 * @returns why BTCPay refuses for good; null when it is made
 * @throws when it did not answer: ask again
 */
export function sendCryptoRefund(
  { id, order, amountInCents, currency }: CryptoRefund,
  invoiceId: string,
): Promise<string | null> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`refund:${id}`}, 0))::text`
    if (await hasPullPayment(id)) return null
    return sendBtcpayRefund({ id, invoiceId, orderNumber: order.number, amountInCents, currency })
  }, patience)
}
