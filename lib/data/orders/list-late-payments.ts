import 'server-only'
import { latePayment } from '#lib/data/refunds/return-unmatched.ts'
import { sumLedger } from '#lib/domain/order.ts'
import { db } from '#lib/server/db.ts'

export interface LatePayment {
  orderId: string
  number: string
  email: string | null
  arrivedInCents: number
  dueInCents: number
  currency: string
  arrivedAt: Date | null
}

/** Payments in crypto that came in full after their time, and wait for the owner; oldest first. For the owner alone. */
export async function listLatePayments(): Promise<LatePayment[]> {
  const orders = await db.order.findMany({
    where: { provider: 'BTCPAY', problem: latePayment },
    include: { payments: { orderBy: { occurredAt: 'asc' } } },
    orderBy: { createdAt: 'asc' },
    take: 100,
  })
  return orders.map(({ id, number, email, amountInCents, discountInCents, currency, payments }) => ({
    orderId: id,
    number,
    email,
    arrivedInCents: sumLedger(payments).unmatchedInCents,
    dueInCents: amountInCents - discountInCents,
    currency,
    arrivedAt: payments.at(-1)?.occurredAt ?? null,
  }))
}
