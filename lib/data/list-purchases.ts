import 'server-only'
import { db } from '#lib/server/db.ts'
import { type Purchase, purchaseInclude, toPurchase } from './to-purchase.ts'

/** What this person bought, newest first; checkouts that came to nothing are left out. */
export async function listPurchases(userId: string, now = new Date()): Promise<Purchase[]> {
  const orders = await db.order.findMany({
    where: { userId, status: { notIn: ['PENDING', 'EXPIRED', 'FAILED'] } },
    include: purchaseInclude,
    orderBy: { createdAt: 'desc' },
    take: 100,
  })
  return orders.map((order) => toPurchase(order, now))
}
