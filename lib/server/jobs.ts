import 'server-only'
import { createHash } from 'node:crypto'
import { fromPrisma, PgBoss } from 'pg-boss'
import { type JobName, type JobPayload, jobSchemas } from '#lib/schemas/jobs.ts'
import { db, type Tx } from './db.ts'
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

/** Queues that differ from the rest. */
const special: { [N in JobName]?: { policy: 'short'; retryLimit: number } } = {
  // One waits at most; it comes again by itself, so it is not worth trying for long.
  reconcile: { policy: 'short', retryLimit: 2 },
}

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
      ...special[name],
    })
  }
  return boss
}

function queue(): Promise<PgBoss> {
  shared.jobQueue ??= open()
  return shared.jobQueue
}

/** An id that follows from a key, in the form that the queue wants. */
function idOf(key: string): string {
  const hash = createHash('sha256').update(key).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(12, 15)}-8${hash.slice(15, 18)}-${hash.slice(18, 30)}`
}

/**
 * Puts a job into the queue as part of the caller's transaction: it exists exactly if that commits.
 * @param options.startAfter do not run before this moment
 * @param options.once whoever asks again with this key, within the days that the queue remembers, finds it there and adds nothing
 */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: JobPayload<N>,
  { once, ...options }: { startAfter?: Date; once?: string } = {},
): Promise<void> {
  const boss = await queue()
  const id = once === undefined ? {} : { id: idOf(`${name}:${once}`) }
  await boss.send(name, jobSchemas[name].parse(payload), { ...options, ...id, db: fromPrisma(tx) })
}

/** Has a job that needs no payload enqueued by the clock, once for all processes. */
export async function schedule(name: 'reconcile', cron: string): Promise<void> {
  const boss = await queue()
  await boss.schedule(name, cron, {})
}

/** A job that failed and waits for its next try, or was given up. */
export interface TroubledJob {
  id: string
  name: string
  isGivenUp: boolean
  tries: number
  createdAt: Date
  /** When it is tried again; of no meaning once it is given up. */
  nextTryAt: Date
  error: string | null
}

/** The jobs that fail at the moment, newest first. */
export async function listTroubledJobs(limit: number): Promise<TroubledJob[]> {
  await queue()
  return db.$queryRaw<TroubledJob[]>`
    SELECT id::text, name, state = 'failed' AS "isGivenUp", retry_count + 1 AS tries, created_on AS "createdAt",
      start_after AS "nextTryAt", left(output->>'message', 300) AS error
    FROM pgboss.job WHERE state IN ('retry', 'failed') AND name = ANY(${names})
    ORDER BY created_on DESC LIMIT ${limit}`
}

/** A job about an order that is not done. */
export interface OrderJob {
  id: string
  name: string
  state: 'waiting' | 'failing' | 'given up'
  createdAt: Date
  error: string | null
}

/** What still waits or fails of an order: its mails and its refunds. */
export async function listOrderJobs(orderId: string, refundIds: string[]): Promise<OrderJob[]> {
  await queue()
  return db.$queryRaw<OrderJob[]>`
    SELECT id::text, name, created_on AS "createdAt", left(output->>'message', 300) AS error,
      CASE state WHEN 'failed' THEN 'given up' WHEN 'retry' THEN 'failing' ELSE 'waiting' END AS state
    FROM pgboss.job WHERE state IN ('created', 'active', 'retry', 'failed')
      AND (name = 'order-mail' AND data->>'orderId' = ${orderId}
        OR name = 'send-refund' AND data->>'refundId' = ANY(${refundIds}))
    ORDER BY created_on LIMIT 50`
}

/** Takes up a job again that was given up. */
export async function retryJob(name: JobName, id: string): Promise<void> {
  const boss = await queue()
  await boss.retry(name, id)
}

// A new job announces itself; one whose second try is due does not, and is found by looking.
const workOptions = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, batchSize: 1 } as const

/** Starts working off the queue in this process. Called once, at boot. */
export async function startJobs(handlers: Partial<JobHandlers>): Promise<void> {
  const boss = await queue()
  const work = async <N extends JobName>(name: N) => {
    let workerId: string | undefined
    workerId = await boss.work(name, workOptions, async ([job]) => {
      if (!job) return
      // Look for the next one at once: what piled up while nobody worked would go at one a poll otherwise.
      if (workerId) boss.notifyWorker(workerId)
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
