import 'server-only'
import { hasActiveEntitlement } from '#lib/data/orders/has-active-entitlement.ts'
import { orderTermsSchema } from '#lib/schemas/order-terms.ts'
import { db } from '#lib/server/db.ts'
import { hashLinkToken } from '#lib/server/link-token.ts'
import { isGiftWaiting } from './is-gift-waiting.ts'

/** A gift as the holder of its link may see it. */
export interface GiftView {
  title: string
  courseSlug: string
  fromName: string
  message: string
  /** Where the link was mailed to. */
  recipientEmail: string
  state: 'WAITING' | 'REDEEMED' | 'TAKEN_BACK'
  /** Whether the person who looks has redeemed it. */
  isViewers: boolean
  /** Whether the person who looks holds the course already, by another order. */
  viewerHolds: boolean
}

/** The gift of a link; null when the link is forged or has ended. Spends nothing: mail scanners look, too. */
export async function getGift(token: string, viewerId: string | null): Promise<GiftView | null> {
  const gift = await db.gift.findUnique({
    where: { tokenHash: hashLinkToken(token) },
    include: { order: { include: { payments: true, refunds: true, entitlement: true } } },
  })
  if (!gift) return null
  const { order, fromName, message, recipientEmail, redeemedById } = gift
  const { courseSlug } = order
  const state = redeemedById ? 'REDEEMED' : isGiftWaiting({ ...order, gift }) ? 'WAITING' : 'TAKEN_BACK'
  const isViewers = viewerId !== null && redeemedById === viewerId
  return {
    title: orderTermsSchema.parse(order.terms).title,
    courseSlug,
    fromName,
    message,
    recipientEmail,
    state,
    isViewers,
    viewerHolds: viewerId !== null && !isViewers && (await hasActiveEntitlement(viewerId, courseSlug)),
  }
}
