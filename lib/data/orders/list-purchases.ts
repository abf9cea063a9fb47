import 'server-only'
import { db } from '#lib/server/db.ts'
import { type Purchase, purchaseInclude, toPurchase } from './to-purchase.ts'

/** What this person bought, newest first; checkouts on which nothing was paid are left out. */
export async function listPurchases(userId: string, now = new Date()): Promise<Purchase[]> {
  const orders = await db.order.findMany({
    where: {
      userId,
      OR: [{ status: { notIn: ['PENDING', 'EXPIRED', 'FAILED'] } }, { payments: { some: {} } }],
    },
    include: purchaseInclude,
    orderBy: { createdAt: 'desc' },
    take: 100,
  })
  return orders.map((order) => toPurchase(order, now))
}
