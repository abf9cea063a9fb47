import 'server-only'
import type { JobName } from '#lib/schemas/jobs.ts'
import { retryJob as retry } from '#lib/server/jobs.ts'

/** Takes up a job again that was given up; one that is not given up is left alone. For the owner alone. */
export async function unsafeRetryJob(name: JobName, id: string): Promise<void> {
  await retry(name, id)
}
