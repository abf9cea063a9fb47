import 'server-only'
import { type Actor, recordAudit } from '#lib/data/owner/record-audit.ts'
import { db } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'

/** The owner asks for it. */
export async function compareBooksAsOwner(actor: Actor): Promise<void> {
  await recordAudit(db, actor, { action: 'COMPARE_BOOKS' })
  await requestReconciliation()
}

/** Has our books compared with the provider's soon; asked for twice, it is done once. */
export async function requestReconciliation(): Promise<void> {
  await enqueue(db, 'reconcile', {})
}
