import 'server-only'
import { requestReconciliation } from '#lib/data/books/request-reconciliation.ts'
import { stampClientAddresses } from '#lib/server/client-address.ts'
import { db } from '#lib/server/db.ts'
import { env } from '#lib/server/env.ts'
import { schedule, startJobs, stopJobs } from '#lib/server/jobs.ts'
import { log } from '#lib/server/log.ts'
import { jobHandlers } from './job-handlers.ts'

/** Makes sure that the owner of the settings can sign in as such. */
async function seedOwner(): Promise<void> {
  await db.user.upsert({
    where: { email: env.OWNER_EMAIL },
    create: { email: env.OWNER_EMAIL, role: 'OWNER' },
    update: { role: 'OWNER' },
  })
}

/** Everything that a server process does before its first answer. */
export async function boot(): Promise<void> {
  stampClientAddresses()
  await seedOwner()
  await startJobs(jobHandlers)
  // What was missed while nobody listened, now; and from now on what a lost message or a crash leaves behind.
  await requestReconciliation()
  await schedule('reconcile', '*/10 * * * *')
  process.once('SIGTERM', () => {
    stopJobs().catch((error: unknown) => log.error({ err: error }, 'job queue did not stop'))
  })
  log.info({ appEnv: env.APP_ENV }, 'ready')
}
