import 'server-only'
import { fromPrisma, PgBoss } from 'pg-boss'
import { type JobName, type JobPayload, jobSchemas } from '#lib/schemas/jobs.ts'
import type { Tx } from './db.ts'
import { env } from './env.ts'
import { log } from './log.ts'

/** What a handler may know of its job: the id stays the same when it is tried again. */
export interface JobContext {
  id: string
}

export type JobHandlers = { [N in JobName]: (payload: JobPayload<N>, job: JobContext) => Promise<void> }

const names = Object.keys(jobSchemas) as JobName[]

// One queue client a process, whichever bundle asks (see db.ts).
const shared = globalThis as typeof globalThis & { jobQueue?: Promise<PgBoss> }

async function open(): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: env.DATABASE_URL, max: 4, useListenNotify: true })
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  await boss.start()
  for (const name of names) {
    // A worker that dies loses its heartbeat, and the job is taken up again half a minute later.
    await boss.createQueue(name, {
      retryLimit: 20,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax: 3600,
      heartbeatSeconds: 30,
      notify: true,
    })
  }
  return boss
}

function queue(): Promise<PgBoss> {
  shared.jobQueue ??= open()
  return shared.jobQueue
}

/**
 * Puts a job into the queue as part of the caller's transaction: it exists exactly if that commits.
 * @param options.startAfter do not run before this moment
 * @param options.singletonKey while a job with this key waits, another is not added
 */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: JobPayload<N>,
  options: { startAfter?: Date; singletonKey?: string } = {},
): Promise<void> {
  const boss = await queue()
  await boss.send(name, jobSchemas[name].parse(payload), { ...options, db: fromPrisma(tx) })
}

/** Starts working off the queue in this process. Called once, at boot. */
export async function startJobs(handlers: Partial<JobHandlers>): Promise<void> {
  const boss = await queue()
  const work = async <N extends JobName>(name: N) => {
    await boss.work(name, { pollingIntervalSeconds: 5, batchSize: 1 }, async ([job]) => {
      if (!job) return
      try {
        await handlers[name]?.(jobSchemas[name].parse(job.data) as JobPayload<N>, { id: job.id })
        log.info({ job: name, id: job.id }, 'job done')
      } catch (error) {
        log.warn({ job: name, id: job.id, err: error }, 'job failed, will be tried again')
        throw error
      }
    })
  }
  for (const name of names) await work(name)
}

/** Lets running jobs finish, and stops. */
export async function stopJobs(): Promise<void> {
  if (!shared.jobQueue) return
  const boss = await shared.jobQueue
  delete shared.jobQueue
  await boss.stop({ graceful: true, timeout: 10_000 })
}
