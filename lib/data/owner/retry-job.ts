import 'server-only'
import type { JobName } from '#lib/schemas/jobs.ts'
import { db } from '#lib/server/db.ts'
import { retryJob as retry } from '#lib/server/jobs.ts'
import { type Actor, recordAudit } from './record-audit.ts'

/** Takes up a job again that was given up; one that is not given up is left alone. For the owner alone. */
export async function unsafeRetryJob(actor: Actor, name: JobName, id: string): Promise<void> {
  await recordAudit(db, actor, { action: 'RETRY_JOB', detail: `${name} ${id}` })
  await retry(name, id)
}
