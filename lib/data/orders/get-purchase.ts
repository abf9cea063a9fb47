import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import { db } from '#lib/server/db.ts'
import { type Purchase, purchaseInclude, toPurchase } from './to-purchase.ts'

/**
 * One purchase of this person, by its number.
 * @throws not_found, also for somebody else's
 */
export async function getPurchaseOrThrow(
  userId: string,
  number: string,
  now = new Date(),
): Promise<Purchase> {
  const order = await db.order.findFirst({ where: { userId, number }, include: purchaseInclude })
  if (!order) throw new AppError('not_found')
  return toPurchase(order, now)
}
