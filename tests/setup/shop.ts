/** A shop for integration tests: the sandbox for Stripe over HTTP, its webhooks delivered to our route, and short ways to do what people do. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Stripe from 'stripe'
import { afterAll } from 'vitest'
import type { startCheckout as startCheckoutType } from '#lib/data/checkout/start-checkout.ts'
import { startSandbox } from '#sandbox/main.ts'

/** Stripe's documented test cards. */
export const cards = {
  pays: '4242424242424242',
  declined: '4000000000000002',
  refundFailsLater: '4000000000005126',
  refundPending: '4000000000007726',
}
export const course = 'demystifying-python-memory'

export interface Buyer {
  userId: string
  email: string
}

/** In which way somebody buys, if not by card. */
type CheckoutWish = Partial<
  Pick<Parameters<typeof startCheckoutType>[0], 'way' | 'email' | 'promotionCode' | 'gift' | 'guestOrderId'>
>

/** @param answer who answers the provider's messages; our route, when it is not said */
export async function openShop(answer?: (request: Request) => Promise<Response>) {
  const secret = process.env.STRIPE_WEBHOOK_SECRET ?? ''
  const dataDir = mkdtempSync(join(tmpdir(), 'shop-'))
  const site = createServer()
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening))
  const address = site.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const sandbox = await startSandbox({
    dataDir,
    port: 0,
    smtpPort: 0,
    webhookSecret: secret,
    retryDelaysMs: [10, 10, 10],
    delays: {
      disputeAfterMs: 1e9,
      refundFailsAfterMs: 1e9,
      refundSettlesAfterMs: 1e9,
      confirmsAfterMs: 1e9,
    },
  })
  Object.assign(process.env, {
    STRIPE_API_BASE: sandbox.url,
    STRIPE_SECRET_KEY: sandbox.stripe.apiKey,
    BTCPAY_URL: sandbox.btcpay.url,
    BTCPAY_API_KEY: sandbox.btcpay.apiKey,
    BTCPAY_STORE_ID: sandbox.btcpay.storeId,
    BTCPAY_WEBHOOK_SECRET: secret,
  })

  const stripeHook = await import('#app/api/webhooks/stripe/route.ts')
  const btcpayHook = await import('#app/api/webhooks/btcpay/route.ts')
  site.on('request', async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { POST } = request.url?.endsWith('/btcpay') ? btcpayHook : stripeHook
    const signatures = ['stripe-signature', 'btcpay-sig'] as const
    const headers = Object.fromEntries(signatures.map((name) => [name, String(request.headers[name] ?? '')]))
    const answered = await (answer ?? POST)(
      new Request(`http://localhost${request.url}`, { method: 'POST', headers, body: Buffer.concat(chunks) }),
    )
    response.writeHead(answered.status).end(await answered.text())
  })
  const { db } = await import('#lib/server/db.ts')
  const { startCheckout } = await import('#lib/data/checkout/start-checkout.ts')
  const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
  const { hasActiveEntitlement } = await import('#lib/data/orders/has-active-entitlement.ts')
  const { sendRefund } = await import('#lib/data/refunds/send-refund.ts')
  const { stripe } = await import('#lib/server/stripe/client.ts')

  afterAll(async () => {
    await sandbox.stop()
    site.closeAllConnections()
    await new Promise<void>((closed) => site.close(() => closed()))
    rmSync(dataDir, { recursive: true, force: true })
  })

  /** A call of the sandbox's control API. */
  async function control(path: string, body: unknown = {}): Promise<unknown> {
    const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(JSON.stringify(answer))
    return answer
  }

  // Only now that somebody listens.
  await control('/webhooks/endpoint', { url: `http://127.0.0.1:${port}/api/webhooks/stripe`, secret })

  await control('/btcpay/endpoint', { url: `http://127.0.0.1:${port}/api/webhooks/btcpay`, secret })

  const orderOf = (id: string) =>
    db.order.findUniqueOrThrow({
      where: { id },
      include: {
        payments: { orderBy: { recordedAt: 'asc' } },
        refunds: { orderBy: { attempt: 'asc' } },
        entitlement: true,
      },
    })

  async function newUser(): Promise<Buyer> {
    const user = await db.user.create({ data: { email: `${randomUUID()}@example.com` } })
    return { userId: user.id, email: user.email }
  }

  /** Opens a checkout; the provider's session is in `sessionId`. */
  async function open(viewer: Buyer | null = null, how: CheckoutWish = {}) {
    const { orderId, url } = await startCheckout({ courseSlug: course, viewer, ...how })
    const { providerSessionId } = await db.order.findUniqueOrThrow({ where: { id: orderId } })
    return { orderId, url, sessionId: providerSessionId ?? '' }
  }

  const pay = (sessionId: string, how: Record<string, unknown> = {}) =>
    control('/payments', { session: sessionId, ...how })

  /** A purchase that is paid and fulfilled, without any webhook. */
  async function buy(viewer: Buyer, card = cards.pays) {
    const opened = await open(viewer)
    await pay(opened.sessionId, { card })
    await fulfillCheckout(opened.sessionId)
    return opened
  }

  /** A person who bought the course, and has a certificate. */
  async function graduate(card = cards.pays) {
    const viewer = await newUser()
    const { userId } = viewer
    const { orderId, sessionId } = await buy(viewer, card)
    const { number } = await db.order.findUniqueOrThrow({ where: { id: orderId } })
    const snapshot = {
      name: 'Ada',
      courseTitle: 'x',
      courseVersion: '2026.1',
      courseMinutes: 80,
      lessonCount: 3,
    }
    await db.certificate.create({ data: { id: randomUUID(), userId, courseSlug: course, ...snapshot } })
    return {
      ...viewer,
      viewer,
      orderId,
      sessionId,
      number,
      hasAccess: () => hasActiveEntitlement(userId, course),
      certificate: () => db.certificate.findFirstOrThrow({ where: { userId } }),
    }
  }

  return {
    sandbox,
    stripe,
    newUser,
    open,
    pay,
    buy,
    graduate,
    db,
    control,
    orderOf,
    /** How webhooks reach us: all of them, some, twice, late (see the sandbox's control API). */
    webhooks: (mode: Record<string, boolean | number>) => control('/webhooks/mode', mode),
    /** Waits until every webhook that is due was delivered. */
    flush: () => control('/webhooks/flush'),

    async intentOf(sessionId: string): Promise<string> {
      const session: Stripe.Checkout.Session = await stripe.checkout.sessions.retrieve(sessionId)
      return String(session.payment_intent)
    },

    /** What waits in the queue for an order, by template. */
    async mails(orderId: string): Promise<string[]> {
      const rows = await db.$queryRaw<{ template: string }[]>`
        SELECT data->>'template' AS template FROM pgboss.job
        WHERE name = 'order-mail' AND data->>'orderId' = ${orderId} ORDER BY created_on, template`
      return rows.map(({ template }) => template)
    },

    async ownerMails(about: string): Promise<string[]> {
      const rows = await db.$queryRaw<{ subject: string }[]>`
        SELECT data->>'subject' AS subject FROM pgboss.job
        WHERE name = 'owner-mail' AND data->>'text' || (data->>'subject') LIKE ${`%${about}%`} ORDER BY created_on`
      return rows.map(({ subject }) => subject)
    },

    /** Does the refund jobs of an order that wait in the queue, as a worker would. */
    async workOffRefunds(orderId: string): Promise<number> {
      const jobs = await db.$queryRaw<{ refundId: string }[]>`
        SELECT DISTINCT data->>'refundId' AS "refundId" FROM pgboss.job WHERE name = 'send-refund'
        AND data->>'refundId' IN (SELECT id::text FROM "Refund" WHERE "orderId" = ${orderId}::uuid)`
      for (const { refundId } of jobs) await sendRefund(refundId)
      return jobs.length
    },

    /** Minutes pass: whoever was sending a refund in crypto came to an end. */
    async passTime(): Promise<void> {
      await db.$executeRaw`UPDATE "Refund" SET "sendingSince" = "sendingSince" - interval '10 minutes'`
    },

    /** The refunds that the provider has of a payment. */
    async providerRefunds(sessionId: string): Promise<Stripe.Refund[]> {
      return (await stripe.refunds.list({ payment_intent: await this.intentOf(sessionId) })).data
    },
  }
}

export type Shop = Awaited<ReturnType<typeof openShop>>
