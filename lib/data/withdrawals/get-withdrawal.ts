import 'server-only'
import { type Purchase, purchaseInclude, toPurchase } from '#lib/data/orders/to-purchase.ts'
import { db } from '#lib/server/db.ts'
import { hashLinkToken } from '#lib/server/link-token.ts'

/** What the holder of a mailed link withdraws from, or has withdrawn from. */
export interface WithdrawalView {
  purchase: Purchase
  email: string
  statedAt: Date
  confirmedAt: Date | null
}

/** The withdrawal that a mailed link is about; null when it is forged or has ended. Spends nothing: mail scanners look, too. */
export async function getWithdrawal(token: string, now = new Date()): Promise<WithdrawalView | null> {
  const found = await db.withdrawal.findUnique({
    where: { tokenHash: hashLinkToken(token) },
    include: { order: { include: purchaseInclude } },
  })
  if (!found || (found.confirmedAt === null && found.expiresAt <= now)) return null
  const { order, email, statedAt, confirmedAt } = found
  return { purchase: toPurchase(order, statedAt), email, statedAt, confirmedAt }
}
