import 'server-only'
import { type ProviderFacts, roundingInCents } from '#lib/domain/provider-facts.ts'
import { describeInvoice } from '#lib/server/btcpay/invoices.ts'
import { db } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'

/** An invoice on which a part of the price has arrived, confirmed or not, while the rest can still come. */
export interface ShortPayment {
  seenInCents: number
  expiresAt: Date
  payUrl: string
}

/** @returns null when nothing arrived, all of it did, or the time is over */
export async function findShortPayment(invoiceId: string, dueInCents: number): Promise<ShortPayment | null> {
  const { payUrl, seenInCents, expiresAt } = await describeInvoice(invoiceId)
  const isShort = seenInCents > 0 && seenInCents < dueInCents - roundingInCents
  return payUrl && expiresAt && isShort ? { payUrl, seenInCents, expiresAt } : null
}

/**
 * Has the buyer told, once, that a part of the price arrived, what is missing and until when.
 * @param facts of its invoice, which are in our books by now
 */
export async function tellShortPayment({
  orderId,
  sessionId,
  facts,
}: {
  orderId: string
  sessionId: string
  facts: ProviderFacts
}): Promise<void> {
  if (facts.checkout !== 'PENDING' || facts.charge) return
  const order = await db.order.findUniqueOrThrow({
    where: { id: orderId },
    select: { status: true, providerSessionId: true, amountInCents: true, discountInCents: true },
  })
  if (order.status !== 'PENDING' || order.providerSessionId !== sessionId) return
  if (!(await findShortPayment(sessionId, order.amountInCents - order.discountInCents))) return
  await enqueue(
    db,
    'order-mail',
    { orderId, template: 'payment-short' },
    { once: `payment-short:${orderId}` },
  )
}
