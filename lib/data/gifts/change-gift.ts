import 'server-only'
import { loadOrder } from '#lib/data/orders/load-order.ts'
import { withLockedOrder } from '#lib/data/orders/with-locked-order.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { GiftWish } from '#lib/schemas/gift.ts'
import { db } from '#lib/server/db.ts'
import { consumeRateLimit } from '#lib/server/rate-limit.ts'
import { sendGiftOn } from './announce-gift.ts'
import { changedGift } from './gift-link.ts'
import { isGiftWaiting } from './is-gift-waiting.ts'

/**
 * The giver gives a gift to somebody else, on another day or with other words, or (without a wish) has its link mailed again at
 * once. Either makes a new link, and the one before ends.
 * @throws not_found when there is no such gift of this person; gift_not_changeable; rate_limited
 */
export async function changeGift(
  userId: string,
  orderNumber: string,
  wish: GiftWish | null,
  now = new Date(),
): Promise<void> {
  const mine = await db.order.findFirst({
    where: { number: orderNumber, userId, isGift: true },
    select: { id: true },
  })
  if (!mine) throw new AppError('not_found')
  await consumeRateLimit('gift-sending', mine.id)
  await withLockedOrder(mine.id, async (tx) => {
    const order = await loadOrder(tx, mine.id)
    if (!order.gift || !isGiftWaiting(order)) throw new AppError('gift_not_changeable')
    const gift = await tx.gift.update({
      where: { orderId: mine.id },
      data: changedGift(order.gift, wish, now),
    })
    await sendGiftOn(tx, gift)
  })
}
