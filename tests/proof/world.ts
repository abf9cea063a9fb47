/** One shop for many histories: a real PostgreSQL, the sandbox over HTTP, two people and an owner; cleared in between. */
import { openMailbox } from '#tests/setup/mailbox.ts'
import { type Buyer, openShop } from '#tests/setup/shop.ts'
import { people } from './commands.ts'
import { arriveAll, live, watchBtcpay, watchDatabase, watchStripe } from './faults.ts'
import { type NaiveShop, openNaiveShop } from './naive.ts'

/** The size of the product's pool (lib/server/db.ts), by which its connections are known. */
const productPool = 10

/** @param isNaive with the control in the product's place (naive.ts) */
export async function openWorld({ isNaive = false } = {}) {
  const mailbox = await openMailbox()
  process.env.SMTP_URL = mailbox.url
  watchDatabase(productPool)
  let naive: NaiveShop | null = null
  const shop = await openShop(
    isNaive ? async (request) => (await naive?.receive(request)) ?? Response.error() : undefined,
  )
  watchStripe(shop.stripe)
  watchBtcpay(shop.sandbox.btcpay.url)
  const { db } = shop
  if (isNaive) naive = openNaiveShop(shop)
  const { jobHandlers } = await import('#lib/data/site/job-handlers.ts')
  const { RefundHeldError } = await import('#lib/data/refunds/send-crypto-refund.ts')
  const { enqueue } = await import('#lib/server/jobs.ts')
  // Opens the queue, so that no history counts its beginning.
  await enqueue(db, 'reconcile', {})
  const persons: Buyer[] = []
  for (let i = 0; i < people; i++) persons.push(await shop.newUser())
  const owner = await shop.newUser()
  const kept = [...persons, owner].map(({ userId }) => userId)

  return {
    ...shop,
    naive,
    persons,
    owner,

    /** Forgets all orders, here and at the provider. */
    async clear(): Promise<void> {
      await live(null)
      await arriveAll()
      mailbox.mails.length = 0
      await shop.control('/webhooks/mode', { paused: true })
      await shop.control('/reset')
      await shop.control('/webhooks/mode', { paused: true })
      await db.$transaction(async (tx) => {
        // What is appended only may be deleted by nobody but its own test.
        await tx.$executeRawUnsafe(`SET LOCAL session_replication_role = replica`)
        for (const table of tables) await tx.$executeRawUnsafe(`DELETE FROM ${table}`)
        await tx.user.deleteMany({ where: { id: { notIn: kept } } })
      })
    },

    /** Minutes: what the dead sent has arrived, and nobody waits for them any more. */
    async passTime(): Promise<void> {
      await arriveAll()
      await shop.passTime()
    },

    /** Whoever holds the course finishes it at once. */
    async graduate(): Promise<void> {
      await db.$executeRaw`
        INSERT INTO "Certificate" (id, "userId", "courseSlug", name, "courseTitle", "courseVersion", "courseMinutes", "lessonCount")
        SELECT gen_random_uuid()::text, "userId", "courseSlug", 'Ada', 'x', '1', 1, 1
        FROM "Entitlement" WHERE "revokedAt" IS NULL ON CONFLICT DO NOTHING`
    },

    orders: () =>
      db.order.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], include: { gift: true } }),

    /**
     * Does the jobs that move money, as a worker would, and those that they lead to: what fails stays in the queue, and it is no fault of
     * a refund that it is held.
     */
    async work(): Promise<void> {
      if (isNaive) return
      const tried = new Set<string>()
      for (;;) {
        const queued = await db.$queryRaw<
          { id: string; name: 'send-refund' | 'provider-event'; data: never }[]
        >`
          SELECT id::text, name, data FROM pgboss.job WHERE name IN ('send-refund', 'provider-event') ORDER BY created_on, id`
        const jobs = queued.filter(({ id }) => !tried.has(id))
        if (jobs.length === 0) return
        for (const { id, name, data } of jobs) {
          tried.add(id)
          try {
            await jobHandlers[name]?.(data, { id })
          } catch (error) {
            if (error instanceof RefundHeldError) continue
            throw error
          }
          await db.$executeRaw`DELETE FROM pgboss.job WHERE name = ${name} AND id = ${id}::uuid`
        }
      }
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

const tables = [
  '"Certificate"',
  '"Entitlement"',
  '"Gift"',
  '"Withdrawal"',
  '"OrderStep"',
  '"OrderMail"',
  '"AuditEntry"',
  '"ProviderEvent"',
  '"Refund"',
  '"Payment"',
  '"Order"',
  '"Finding"',
  '"Reconciliation"',
  '"rate_limit"',
  'pgboss.job',
]
