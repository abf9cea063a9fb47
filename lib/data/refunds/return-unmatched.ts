import 'server-only'
import type { LoadedOrder } from '#lib/data/orders/load-order.ts'
import { reportProblem } from '#lib/data/orders/report-problem.ts'
import { type CheckoutStatus, decideUnmatched } from '#lib/domain/order.ts'
import type { Tx } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import { createRefund } from './create-refund.ts'

/** What the owner is told, and the order's page with them, of a payment that came in full after its time. */
export const latePayment = 'its crypto payment arrived in full, but too late: accept it, or send it back'

/**
 * Sees to crypto that arrived and bought nothing, as part of the transaction that recorded it: what was too little or too much
 * goes back by itself; what came late is put before the owner. Running it again changes nothing.
 */
export async function returnUnmatched(tx: Tx, order: LoadedOrder, checkout: CheckoutStatus): Promise<void> {
  const { id: orderId, payments: ledger, refunds } = order
  const decision = decideUnmatched({ checkout, ledger, refunds }, order.amountInCents - order.discountInCents)
  if (decision.what === 'RETURN') {
    await createRefund(tx, { order, amountInCents: decision.amountInCents, origin: 'UNMATCHED' })
  } else if (decision.what === 'LATE' && order.problem !== latePayment) {
    await reportProblem(tx, order, latePayment)
    await enqueue(tx, 'order-mail', { orderId, template: 'payment-late' })
  } else if (decision.what === 'NOTHING' && order.problem === latePayment) {
    await tx.order.update({ where: { id: orderId }, data: { problem: null } })
  }
}
