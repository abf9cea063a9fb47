import 'server-only'
import { btcpay } from '#lib/server/btcpay/client.ts'
import { isAboutMoney, verifyDelivery } from '#lib/server/btcpay/events.ts'
import type { Delivery } from '#lib/server/btcpay/schemas.ts'
import { db } from '#lib/server/db.ts'
import { env } from '#lib/server/env.ts'
import { enqueue } from '#lib/server/jobs.ts'
import { log } from '#lib/server/log.ts'
import { receiveProviderEvent } from './receive-provider-event.ts'

interface Answer {
  status: 200 | 400 | 404 | 500
  body: { outcome: string; logId?: string }
}

/**
 * Answers one delivery of BTCPay's: 400 for what no secret of ours signed, 500 for what must be sent again, 200 for all else, also
 * for what is none of our business. 404 where crypto is not set up.
 */
export async function receiveBtcpayWebhook(rawBody: string, signature: string | null): Promise<Answer> {
  if (!btcpay) return { status: 404, body: { outcome: 'refused: no BTCPay Server is set up here' } }
  const delivery = signature === null ? null : verifyDelivery(rawBody, signature)
  if (!delivery) {
    log.warn({ bytes: rawBody.length, isSigned: signature !== null }, 'webhook refused: forged or altered')
    return { status: 400, body: { outcome: 'refused: the signature does not fit' } }
  }
  if (delivery.storeId !== btcpay.storeId) return { status: 200, body: await refuseOtherStore(delivery) }
  const received = await receiveProviderEvent(toEvent(delivery))
  return { status: received.logId ? 500 : 200, body: received }
}

function toEvent({ originalDeliveryId, type, invoiceId, pullPaymentId }: Delivery) {
  const objectId = invoiceId ?? pullPaymentId ?? null
  return { provider: 'BTCPAY', eventId: originalDeliveryId, type, objectId } as const
}

/** Signed with our secret, and about a store that is not ours: recorded, and the owner is told where money is in it. */
async function refuseOtherStore(delivery: Delivery): Promise<{ outcome: string }> {
  const outcome = `refused: of another store (${delivery.storeId})`
  await db.$transaction(async (tx) => {
    const data = { ...toEvent(delivery), handledAt: new Date(), outcome }
    const { count } = await tx.providerEvent.createMany({ data: [data], skipDuplicates: true })
    if (count === 0 || !isAboutMoney(delivery.type)) return
    await enqueue(tx, 'owner-mail', {
      subject: 'BTCPay Server reports a payment of another store',
      text: `A message of BTCPay Server (${delivery.type}, ${delivery.invoiceId ?? delivery.pullPaymentId ?? 'no invoice'}) is signed with this site’s secret, and about the store ${delivery.storeId}, which is not this site’s. Nothing was changed by it. If that store is yours, give its webhook a secret of its own; if not, replace the secret.\n\n${env.APP_URL}/owner`,
    })
  })
  log.warn({ storeId: delivery.storeId, type: delivery.type }, 'webhook of another store refused')
  return { outcome }
}
