import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { btcpay } from './client.ts'
import { type Delivery, deliverySchema } from './schemas.ts'

/** Deliveries that can change money or access; all others are recorded and left alone. */
const handled = new Set([
  'InvoiceReceivedPayment',
  'InvoicePaymentSettled',
  'InvoiceProcessing',
  'InvoiceSettled',
  'InvoiceExpired',
  'InvoiceExpiredPaidPartial',
  'InvoicePaidAfterExpiration',
  'InvoiceInvalid',
  'PayoutCreated',
  'PayoutApproved',
  'PayoutUpdated',
])

export function isHandledDelivery(type: string): boolean {
  return handled.has(type)
}

/** Whether a delivery says that money moved. */
export function isAboutMoney(type: string): boolean {
  return handled.has(type) && type !== 'InvoiceExpired' && type !== 'InvoiceInvalid'
}

/**
 * The delivery in this body, if one of our secrets signed it; else null. BTCPay signs no time, so an old one may be sent again:
 * each is known by its original id, and what it is about is fetched anew. While a secret is being replaced,
 * BTCPAY_WEBHOOK_SECRET holds both, with a comma between them.
 */
export function verifyDelivery(rawBody: string, signature: string): Delivery | null {
  const given = Buffer.from(signature)
  const isOurs = btcpay?.webhookSecrets.some((secret) => {
    const right = Buffer.from(`sha256=${createHmac('sha256', secret).update(rawBody).digest('hex')}`)
    return given.length === right.length && timingSafeEqual(given, right)
  })
  if (!isOurs) return null
  try {
    return deliverySchema.parse(JSON.parse(rawBody))
  } catch {
    return null
  }
}
