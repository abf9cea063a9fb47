import 'server-only'
import type { Tx } from '#lib/server/db.ts'

/**
 * An order with everything that decides about it, as part of a transaction. One query after the other: `include` would send
 * them at once over the transaction's only connection, which pg gives up on in its next version.
 */
export async function loadOrder(tx: Tx, orderId: string) {
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId } })
  const payments = await tx.payment.findMany({ where: { orderId }, orderBy: { recordedAt: 'asc' } })
  const refunds = await tx.refund.findMany({ where: { orderId }, orderBy: { attempt: 'asc' } })
  const entitlement = await tx.entitlement.findUnique({ where: { orderId } })
  const gift = order.isGift ? await tx.gift.findUnique({ where: { orderId } }) : null
  return { ...order, payments, refunds, entitlement, gift }
}

export type LoadedOrder = Awaited<ReturnType<typeof loadOrder>>
