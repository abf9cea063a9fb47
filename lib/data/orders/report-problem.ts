import 'server-only'
import { enqueueOwnerMail } from '#lib/data/owner/enqueue-owner-mail.ts'
import type { Tx } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'

/** Notes on an order what a person must look at, and tells the owner; the same problem is told once. */
export async function reportProblem(
  tx: Tx,
  order: { id: string; number: string; problem: string | null },
  problem: string,
): Promise<void> {
  if (order.problem === problem) return
  log.warn({ orderId: order.id, problem }, 'an order needs a person')
  await tx.order.update({ where: { id: order.id }, data: { problem } })
  await enqueueOwnerMail(tx, {
    order,
    subject: `Order ${order.number} needs you`,
    text: `Order ${order.number}: ${problem}.`,
  })
}
