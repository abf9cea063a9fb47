import 'server-only'
import { giftMoment, toDay } from '#lib/domain/gift.ts'
import type { GiftWish } from '#lib/schemas/gift.ts'
import { hashLinkToken, makeLinkToken } from '#lib/server/link-token.ts'
import type { Gift } from '#prisma/generated/client.ts'

/** The secret of a gift's link. Whoever holds the newest one can redeem the gift: for the mail that carries it, and nothing else. */
export function unsafeGiftToken(orderId: string, sending: number): string {
  return makeLinkToken(`gift:${orderId}:${sending}`)
}

/** What a gift's row says of its link number `sending`, which ends those before. */
function linkColumns(orderId: string, sending: number) {
  return { sending, tokenHash: hashLinkToken(unsafeGiftToken(orderId, sending)), sentAt: null }
}

function wishColumns({ recipientEmail, fromName, message, sendOn }: GiftWish, now: Date) {
  return { recipientEmail, fromName, message, sendAt: giftMoment(sendOn, now) }
}

/** The row of a gift that is being bought. */
export function newGift(orderId: string, wish: GiftWish, now: Date) {
  return { orderId, ...wishColumns(wish, now), ...linkColumns(orderId, 1) }
}

/** The row of a gift after its giver changed it (or, without a wish, had it mailed again at once). */
export function changedGift({ orderId, sending }: Gift, wish: GiftWish | null, now: Date) {
  return { ...(wish ? wishColumns(wish, now) : { sendAt: now }), ...linkColumns(orderId, sending + 1) }
}

/** Whether a gift that was begun is the one that is wished for now. */
export function isSameGift(gift: Gift | null, wish: GiftWish): boolean {
  return (
    gift !== null &&
    gift.recipientEmail === wish.recipientEmail &&
    gift.fromName === wish.fromName &&
    gift.message === wish.message &&
    // A gift for today, begun a moment ago, has another moment of the same day.
    toDay(gift.sendAt) === toDay(giftMoment(wish.sendOn, new Date()))
  )
}
