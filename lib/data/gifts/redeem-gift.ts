import 'server-only'
import { loadOrder } from '#lib/data/orders/load-order.ts'
import { settleOrder } from '#lib/data/orders/settle-order.ts'
import { withLockedOrder } from '#lib/data/orders/with-locked-order.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db, type Tx } from '#lib/server/db.ts'
import { hashLinkToken } from '#lib/server/link-token.ts'
import { isGiftWaiting } from './is-gift-waiting.ts'

/** The account of the address that the link was mailed to, made when missing. It signs nobody in. */
async function accountOf(tx: Tx, email: string): Promise<string> {
  await tx.user.createMany({ data: [{ email }], skipDuplicates: true })
  return (await tx.user.findUniqueOrThrow({ where: { email }, select: { id: true } })).id
}

/**
 * Redeems a gift by its link: in one transaction the link is spent and the course opens. Who holds the link chooses the account:
 * their own, or (`viewer` null) that of the address which the link was mailed to. A second press finds it done.
 * @returns which course is open now
 * @throws gift_link_ended, gift_redeemed, gift_taken_back, gift_not_yours
 */
export async function redeemGift(
  token: string,
  viewer: Pick<Viewer, 'userId'> | null,
  now = new Date(),
): Promise<{ courseSlug: string }> {
  const tokenHash = hashLinkToken(token)
  const known = await db.gift.findUnique({ where: { tokenHash }, select: { orderId: true } })
  if (!known) throw new AppError('gift_link_ended')
  const { orderId } = known
  return withLockedOrder(orderId, async (tx) => {
    const order = await loadOrder(tx, orderId)
    const { gift, courseSlug } = order
    // It was passed on while we looked.
    if (gift?.tokenHash !== tokenHash) throw new AppError('gift_link_ended')
    const userId = viewer?.userId ?? (await accountOf(tx, gift.recipientEmail))
    if (gift.redeemedById) {
      if (gift.redeemedById === userId) return { courseSlug }
      throw new AppError('gift_redeemed')
    }
    if (!isGiftWaiting(order)) throw new AppError('gift_taken_back')
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${userId}::uuid FOR NO KEY UPDATE`
    const held = await tx.entitlement.count({ where: { userId, courseSlug, revokedAt: null } })
    if (held > 0) throw new AppError('gift_not_yours')
    await tx.gift.update({ where: { orderId }, data: { redeemedAt: now, redeemedById: userId } })
    await settleOrder(tx, orderId)
    return { courseSlug }
  })
}
