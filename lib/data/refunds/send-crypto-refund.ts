import 'server-only'
import { choosePayoutMethod, createPullPayment, hasPullPayment } from '#lib/server/btcpay/refunds.ts'
import { db } from '#lib/server/db.ts'

interface CryptoRefund {
  id: string
  amountInCents: number
  currency: string
  order: { number: string }
}

/**
 * Takes the refund for one sender. Three calls of 20 seconds at most come after that: whoever took it two minutes ago came to an
 * end, and what they asked BTCPay for is there to be seen or never will be. By the clock of the database, which all senders share.
 */
async function hold(refundId: string): Promise<boolean> {
  const taken = await db.$executeRaw`
    UPDATE "Refund" SET "sendingSince" = now()
    WHERE id = ${refundId}::uuid AND ("sendingSince" IS NULL OR "sendingSince" < now() - interval '2 minutes')`
  return taken === 1
}

async function release(refundId: string): Promise<void> {
  await db.refund.update({ where: { id: refundId }, data: { sendingSince: null } })
}

/** Somebody else is sending this refund, or was cut off a moment ago while they did. */
export class RefundHeldError extends Error {
  constructor(refundId: string) {
    super(`Refund ${refundId} is being sent, or was a moment ago: it is looked at again.`)
    this.name = 'RefundHeldError'
  }
}

/**
 * Makes the pull payment of a refund, once. BTCPay has no idempotency keys, and a request may arrive after its sender died: so
 * who sends holds the refund, looks whether there is one, and leaves it held when the answer was lost.
 * @returns why BTCPay refuses for good; null when it is made
 * @throws RefundHeldError; anything else when BTCPay did not answer: ask again
 */
export async function sendCryptoRefund(
  { id, order, amountInCents, currency }: CryptoRefund,
  invoiceId: string,
): Promise<string | null> {
  if (!(await hold(id))) throw new RefundHeldError(id)
  let payoutMethodId: string | undefined
  try {
    if (await hasPullPayment(id)) return null
    payoutMethodId = await choosePayoutMethod(invoiceId)
  } catch (error) {
    // Nothing was asked for yet.
    await release(id)
    throw error
  }
  return createPullPayment({
    id,
    invoiceId,
    orderNumber: order.number,
    amountInCents,
    currency,
    payoutMethodId,
  })
}
