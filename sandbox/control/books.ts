import type { World } from '../stripe/world.ts'

/** What the merchant has of one payment, in minor units. `net` is before fees. */
export interface BookEntry {
  payment_intent: string
  charge: string
  currency: string
  paid: number
  refunded: number
  disputed: number
  net: number
}

/** The sandbox's own books, from its balance transactions: what a reconciler's result is to be compared with. */
export function readBooks(world: World): { payments: BookEntry[]; net: Record<string, number> } {
  const payments = new Map<string, BookEntry>()
  for (const charge of world.store.list('charge', { where: { status: 'succeeded' } }).data) {
    const { id, currency, amount, payment_intent } = charge
    payments.set(id, { payment_intent, charge: id, currency, paid: amount, refunded: 0, disputed: 0, net: 0 })
  }
  for (const refund of world.store.list('refund').data) {
    const entry = payments.get(refund.charge)
    if (entry && refund.status !== 'failed') entry.refunded += refund.amount
  }
  for (const dispute of world.store.list('dispute').data) {
    const entry = payments.get(dispute.charge)
    if (entry && dispute.status !== 'won') entry.disputed += dispute.amount
  }
  for (const entry of payments.values()) entry.net = entry.paid - entry.refunded - entry.disputed
  const net: Record<string, number> = {}
  for (const move of world.store.list('balance_transaction').data) {
    net[move.currency] = (net[move.currency] ?? 0) + move.amount
  }
  return { payments: [...payments.values()], net }
}
