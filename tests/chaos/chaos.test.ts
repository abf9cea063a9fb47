import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { pullPaymentsOf } from '#tests/proof/btcpay.ts'
import { findBrokenPromises, findDisagreements, findViolations } from '#tests/proof/invariants.ts'
import type { Promised } from '#tests/proof/perform.ts'
import { startSite, until } from './site.ts'

const site = await startSite()
Object.assign(process.env, site.env, { LOG_LEVEL: 'silent' })
const { db } = await import('#lib/server/db.ts')
const { stopJobs } = await import('#lib/server/jobs.ts')
const { stripe } = await import('#lib/server/stripe/client.ts')
const { reconcile } = await import('#lib/data/books/reconcile.ts')
const { requestRefund } = await import('#lib/data/refunds/request-refund.ts')
const { startCheckout } = await import('#lib/data/checkout/start-checkout.ts')

afterAll(async () => {
  await stopJobs()
  await db.$disconnect()
  await site.stop()
})

const course = 'demystifying-python-memory'
const buyers = 24
const promised: Promised[] = []

/** Every third pays in crypto. */
const wayOf = (index: number) => (index % 3 === 2 ? 'crypto' : 'card')

async function openOrder(index: number) {
  const user = await db.user.create({ data: { email: `${randomUUID()}@example.com` } })
  const viewer = { userId: user.id, email: user.email }
  const { orderId } = await startCheckout({ courseSlug: course, viewer, way: wayOf(index) })
  const { providerSessionId, number } = await db.order.findUniqueOrThrow({ where: { id: orderId } })
  return { ...viewer, orderId, number, way: wayOf(index), session: providerSessionId ?? '' }
}

type Opened = Awaited<ReturnType<typeof openOrder>>

const isPaid = async ({ orderId }: Opened) =>
  (await db.order.findUniqueOrThrow({ where: { id: orderId } })).status === 'PAID'

async function pay({ way, session }: Opened, index: number): Promise<void> {
  if (way === 'card') return site.control('/payments', { session })
  // Some send more than they should, and that goes back by itself.
  await site.control(`/btcpay/invoices/${session}/send`, { send: index % 4 === 0 ? 'much' : 'exact' })
}

async function refundAtProvider({ way, session }: Opened): Promise<void> {
  if (way === 'crypto') return site.control(`/btcpay/invoices/${session}/refund`, { amount: 29 })
  const { payment_intent } = await stripe.checkout.sessions.retrieve(session)
  await site.control('/refunds', { payment_intent })
}

/** A buyer pays, finishes the course, and then some change their mind, in one of three ways. */
async function live(order: Opened, index: number): Promise<void> {
  await pay(order, index)
  await until('the payment is known', () => isPaid(order))
  await until('a certificate', async () => {
    const snapshot = { name: 'Ada', courseTitle: 'x', courseVersion: '1', courseMinutes: 1, lessonCount: 1 }
    await db.certificate.create({
      data: { id: randomUUID(), userId: order.userId, courseSlug: course, ...snapshot },
    })
    return true
  })
  if (index % 4 === 1) {
    await until('the refund is promised', async () => {
      await requestRefund(order.userId, order.number)
      return true
    })
    promised.push({ what: 'refund', orderId: order.orderId })
  }
  if (index % 4 === 2) await refundAtProvider(order)
  if (index % 4 === 3 && order.way === 'card') {
    const { payment_intent } = await stripe.checkout.sessions.retrieve(order.session)
    await site.control('/disputes', { payment_intent })
  }
}

const handled = () => db.providerEvent.count({ where: { handledAt: { not: null } } })
/** Refunds of ours that the providers have. */
async function sent(): Promise<number> {
  const { data } = await stripe.refunds.list({ limit: 100 })
  const pulls = await pullPaymentsOf(site.sandbox)
  const isOurs = ({ description }: { description: string }) => description.includes('Refund ')
  return data.filter(({ metadata }) => metadata?.refundId).length + pulls.filter(isOurs).length
}

/** Ends something in the middle of its work, and starts it again. */
async function disturb(): Promise<void> {
  for (const messages of [3, 25, 60]) {
    await until(`${messages} messages are handled`, async () => (await handled()) >= messages)
    await site.killServer()
    await site.startServer()
    if (messages === 25) await site.crashDatabase()
  }
  await until('the first refund is sent', async () => (await sent()) >= 1)
  await Promise.all([site.killServer(), site.crashDatabase()])
  await site.startServer()
}

test('the server is killed in the middle of messages and refunds, and PostgreSQL crashes: the books agree', async () => {
  const orders: Opened[] = []
  for (let i = 0; i < buyers; i++) orders.push(await openOrder(i))
  await site.startServer()
  await Promise.all([disturb(), ...orders.map(live)])

  // What is under way comes to its end: messages by the provider's tries, the rest by the reconciler.
  await until('every message was taken', async () => {
    const { pending = 0 } = await site.control<Record<string, number>>('/webhooks/flush')
    return pending === 0
  })
  const world = { db, stripe, sandbox: site.sandbox }
  // Two minutes pass: a server that was killed while it sent a refund in crypto sends it no more.
  await db.$executeRaw`UPDATE "Refund" SET "sendingSince" = "sendingSince" - interval '10 minutes'`
  const { failed } = await reconcile(new Date(Date.now() + 1000), 0)
  expect(failed).toBe(0)
  await reconcile(new Date(Date.now() + 1000), 0)
  expect([
    ...(await findViolations(world)),
    ...(await findDisagreements(world)),
    ...(await findBrokenPromises(world, promised)),
  ]).toEqual([])
  expect(promised).toHaveLength(buyers / 4)
  const surpluses = orders.filter(({ way }, index) => way === 'crypto' && index % 4 === 0).length
  expect(await sent()).toBe(buyers / 4 + surpluses)
}, 240_000)
