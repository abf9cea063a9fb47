import 'server-only'
import { maskEmail } from '#lib/domain/mask-email.ts'
import type { OrderStatus } from '#lib/domain/order.ts'
import { orderTermsSchema } from '#lib/schemas/order-terms.ts'
import { db } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import { type CryptoStanding, cryptoStanding } from './crypto-standing.ts'
import { fulfillCheckout } from './fulfill-checkout.ts'

/** What a buyer who comes back from the provider is told. */
export interface CheckoutResult {
  number: string
  courseSlug: string
  title: string
  status: OrderStatus
  paidInCents: number
  currency: string
  /** Enough of the address to recognise one's own. */
  maskedEmail: string | null
  /** Whether the order is that of the person who looks. */
  isViewers: boolean
  hasAccess: boolean
  /** Bought for somebody else: who gets the link, and when. */
  gift: { maskedEmail: string; sendAt: Date } | null
  /** The course was held already, and the money goes back by itself. */
  isDuplicate: boolean
  /** The provider did not answer just now: what is shown may be older than the payment. */
  isStale: boolean
  /** Something a person must look at; they were told. */
  needsPerson: boolean
  /** Of a payment in crypto. */
  crypto: CryptoStanding | null
}

/**
 * Where the buyer of this checkout stands, after fulfilling it. Its id is known to who paid alone; it shows what they
 * paid, and signs nobody in.
 * @returns null when it is no checkout of ours
 */
export async function getCheckoutResult(
  sessionId: string,
  viewerId: string | null,
): Promise<CheckoutResult | null> {
  let isStale = false
  try {
    await fulfillCheckout(sessionId)
  } catch (error) {
    log.error({ err: error, sessionId }, 'the return page could not ask the provider')
    isStale = true
  }
  const order = await db.order.findUnique({
    where: { providerSessionId: sessionId },
    include: { payments: true, refunds: true, gift: true, entitlement: { select: { revokedAt: true } } },
  })
  if (!order) return null
  const charge = order.payments.find(({ kind }) => kind === 'CHARGE')
  return {
    number: order.number,
    courseSlug: order.courseSlug,
    title: orderTermsSchema.parse(order.terms).title,
    status: order.status,
    paidInCents: charge?.amountInCents ?? 0,
    currency: order.currency,
    maskedEmail: order.email && maskEmail(order.email),
    isViewers: viewerId !== null && order.userId === viewerId,
    hasAccess: order.entitlement?.revokedAt === null,
    gift: order.gift && { maskedEmail: maskEmail(order.gift.recipientEmail), sendAt: order.gift.sendAt },
    isDuplicate: order.refunds.some(({ origin }) => origin === 'DUPLICATE'),
    isStale,
    needsPerson: order.problem !== null,
    crypto: await cryptoStanding(order),
  }
}
