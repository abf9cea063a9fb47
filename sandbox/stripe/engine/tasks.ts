// What happens by itself when its time has come.
import { confirmInvoice, expireInvoice } from '../../btcpay/engine/invoices.ts'
import { GreenfieldProblem } from '../../btcpay/problem.ts'
import { StripeProblem } from '../errors.ts'
import type { World } from '../world.ts'
import { openDispute } from './disputes.ts'
import { failRefund, settleRefund } from './refunds.ts'
import { expireSession } from './sessions.ts'

const work: Record<string, (world: World, subject: string) => unknown> = {
  expire_session: expireSession,
  open_dispute: openDispute,
  fail_refund: (world, id) => failRefund(world, id),
  settle_refund: settleRefund,
  expire_invoice: expireInvoice,
  confirm_invoice: confirmInvoice,
}

/** Does everything that is due. A task that has become impossible (a refunded charge to dispute) is dropped. */
export function runDueTasks(world: World): void {
  const due = world.store.db
    .prepare('SELECT seq, kind, subject FROM task WHERE due_ms <= ? ORDER BY due_ms, seq')
    .all(world.clock.now())
  for (const { seq, kind, subject } of due) {
    world.store.transaction(() => {
      world.store.db.prepare('DELETE FROM task WHERE seq = ?').run(Number(seq))
      try {
        work[String(kind)]?.(world, String(subject))
      } catch (error) {
        if (!(error instanceof StripeProblem || error instanceof GreenfieldProblem)) throw error
      }
    })
  }
}

/** When the next task is due, in milliseconds, or undefined. */
export function nextTaskDue(world: World): number | undefined {
  const row = world.store.db.prepare('SELECT min(due_ms) AS due FROM task').get()
  return row?.due == null ? undefined : Number(row.due)
}
