import 'server-only'
import { db } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'

/** Has our books compared with the provider's soon; asked for twice, it is done once. */
export async function requestReconciliation(): Promise<void> {
  await enqueue(db, 'reconcile', {})
}
