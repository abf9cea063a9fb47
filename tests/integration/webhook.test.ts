import { beforeEach, describe, expect, test } from 'vitest'
import { openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, stripe, control, orderOf, mails } = shop
const { POST } = await import('#app/api/webhooks/stripe/route.ts')
const { handleProviderEvent } = await import('#lib/data/provider-events/handle-provider-event.ts')
const { reconcile } = await import('#lib/data/books/reconcile.ts')

const calm = { paused: false, dropAll: false, dropNext: 0, copies: 1, delayMs: 0, reorder: false }
beforeEach(() => shop.webhooks(calm))

const secret = process.env.STRIPE_WEBHOOK_SECRET ?? ''

function sign(payload: string, { by = secret, ageSeconds = 0 } = {}): string {
  const timestamp = Math.floor(Date.now() / 1000) - ageSeconds
  return stripe.webhooks.generateTestHeaderString({ payload, secret: by, timestamp })
}

async function deliver(payload: string, signature: string | null) {
  const headers = signature === null ? undefined : { 'stripe-signature': signature }
  const answer = await POST(
    new Request('http://localhost/api/webhooks/stripe', {
      method: 'POST',
      body: payload,
      ...(headers && { headers }),
    }),
  )
  const body: { outcome: string; logId?: string } = await answer.json()
  return { status: answer.status, cache: answer.headers.get('cache-control'), ...body }
}

const eventOf = (type: string, object: object, id = `evt_${crypto.randomUUID()}`) =>
  JSON.stringify({ id, object: 'event', type, created: 1, livemode: false, data: { object } })

const completed = (sessionId: string, id?: string) =>
  eventOf('checkout.session.completed', { id: sessionId, object: 'checkout.session' }, id)

const known = (eventId: string) => db.providerEvent.findMany({ where: { eventId } })

/** A checkout that is paid, and of which no webhook was sent. */
async function paidCheckout() {
  await shop.webhooks({ dropAll: true })
  const opened = await shop.open(await shop.newUser())
  await shop.pay(opened.sessionId)
  await shop.webhooks(calm)
  return opened
}

describe('what the provider sends, however it arrives', () => {
  test.each([
    ['once', {}],
    ['three times, at the same moment', { copies: 3 }],
    ['late, and in the wrong order', { paused: true, reorder: true, copies: 2 }],
  ])('%s: one access, one mail', async (_, mode) => {
    await shop.webhooks(mode)
    const { orderId, sessionId } = await shop.open(await shop.newUser())
    await shop.pay(sessionId)
    await shop.webhooks({ paused: false })
    await expect.poll(shop.flush, { timeout: 15_000 }).not.toHaveProperty('pending')
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', entitlement: { revokedAt: null } })
    expect(await mails(orderId)).toEqual(['purchase'])
    const events = await db.providerEvent.findMany({ where: { objectId: sessionId } })
    expect(events.map(({ type, outcome }) => `${type}: ${outcome}`)).toEqual([
      expect.stringMatching(/^checkout.session.completed: (already )?granted$/),
    ])
  })

  test('the same event many times at once is recorded once, with its outcome', async () => {
    const { orderId, sessionId } = await paidCheckout()
    const payload = completed(sessionId, `evt_${orderId}`)
    const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(payload, sign(payload))))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await known(`evt_${orderId}`)).toHaveLength(1)
    expect(await mails(orderId)).toEqual(['purchase'])
    expect((await deliver(payload, sign(payload))).outcome).toMatch(/^seen before: (already )?granted$/)
  })

  test('a refund’s news before those of the payment: no access, and the books agree', async () => {
    const { orderId, sessionId } = await paidCheckout()
    await shop.webhooks({ dropAll: true })
    await control('/refunds', { payment_intent: await shop.intentOf(sessionId) })
    const [refund] = await shop.providerRefunds(sessionId)
    const refunded = eventOf('refund.created', { id: refund?.id, object: 'refund' })
    await deliver(refunded, sign(refunded))
    const paid = completed(sessionId)
    await deliver(paid, sign(paid))
    const order = await orderOf(orderId)
    expect(order).toMatchObject({ status: 'REFUNDED', entitlement: null })
    expect(order.payments.map(({ kind }) => kind).toSorted()).toEqual(['CHARGE', 'REFUND'])
  })

  test('what an event claims is not believed: the object is fetched anew', async () => {
    const { orderId, sessionId } = await shop.open(await shop.newUser())
    const claim = eventOf('checkout.session.completed', {
      id: sessionId,
      object: 'checkout.session',
      status: 'complete',
      payment_status: 'paid',
      metadata: { orderId },
    })
    expect(await deliver(claim, sign(claim))).toMatchObject({ status: 200, outcome: 'ignored: unpaid' })
    expect((await orderOf(orderId)).entitlement).toBeNull()
  })

  test.each([
    [
      'a type that we do not act on',
      'customer.created',
      { id: 'cus_1', object: 'customer' },
      'ignored: nothing',
    ],
    ['a type that did not exist', 'unheard.of', { id: 'x_1', object: 'x' }, 'ignored: nothing'],
    [
      'an object without an id',
      'checkout.session.completed',
      { object: 'checkout.session' },
      'ignored: nothing',
    ],
    [
      'a checkout of another product',
      'checkout.session.completed',
      { id: 'cs_other' },
      'ignored: unknown checkout',
    ],
    [
      'a refund that Stripe does not know',
      'refund.updated',
      { id: 're_other' },
      'ignored: not from a checkout',
    ],
    [
      'a dispute that Stripe does not know',
      'charge.dispute.created',
      { id: 'du_x' },
      'ignored: not from a checkout',
    ],
  ])('%s is recorded and answered with 200', async (_, type, object, outcome) => {
    const payload = eventOf(type, object, `evt_${crypto.randomUUID()}`)
    const answer = await deliver(payload, sign(payload))
    expect(answer).toMatchObject({ status: 200, cache: 'private, no-store' })
    expect(answer.outcome).toContain(outcome)
    expect(await known(JSON.parse(payload).id)).toMatchObject([{ outcome: answer.outcome }])
  })
})

describe('what is refused, and leaves nothing behind', () => {
  test.each([
    ['no signature', (): string | null => null],
    ['a signature that is none', () => 'nonsense'],
    ['somebody else’s secret', (payload: string) => sign(payload, { by: 'whsec_of_somebody_else' })],
    ['a signature of six minutes ago: a replay', (payload: string) => sign(payload, { ageSeconds: 360 })],
    ['the signature of another body', () => sign('{}')],
  ])('%s', async (_, signature) => {
    const { orderId, sessionId } = await paidCheckout()
    const payload = completed(sessionId, `evt_${orderId}`)
    expect(await deliver(payload, signature(payload))).toMatchObject({ status: 400 })
    expect(await known(`evt_${orderId}`)).toEqual([])
    expect((await orderOf(orderId)).entitlement).toBeNull()
  })

  test('a body that is no JSON, though signed', async () => {
    expect(await deliver('not json', sign('not json'))).toMatchObject({ status: 400 })
  })

  test('a body of more than 256 KiB, said beforehand or not', async () => {
    const payload = completed('cs_1').replace('"livemode"', `"x":"${'x'.repeat(300_000)}","livemode"`)
    expect(await deliver(payload, sign(payload))).toMatchObject({ status: 413 })
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(65_536))),
    })
    const init = { method: 'POST', body: endless, duplex: 'half', headers: { 'stripe-signature': 'x' } }
    expect((await POST(new Request('http://localhost/', init))).status).toBe(413)
  })

  test('while a secret is being replaced, both sign', async () => {
    const { env } = await import('#lib/server/env.ts')
    const before = env.STRIPE_WEBHOOK_SECRET
    env.STRIPE_WEBHOOK_SECRET = `whsec_the_next_one, ${before}`
    try {
      for (const by of ['whsec_the_next_one', before]) {
        const payload = eventOf('customer.created', { id: 'cus_1' })
        expect(await deliver(payload, sign(payload, { by }))).toMatchObject({ status: 200 })
      }
    } finally {
      env.STRIPE_WEBHOOK_SECRET = before
    }
  })
})

describe('a failure while handling', () => {
  test('is answered with 500 and a number, kept, and made good by the next delivery', async () => {
    const { orderId, sessionId } = await paidCheckout()
    const payload = completed(sessionId, `evt_${orderId}`)
    await control('/api/faults', { next: 3, kind: 'server_error' })
    const failed = await deliver(payload, sign(payload))
    expect(failed).toMatchObject({ status: 500, logId: expect.stringMatching(/^[0-9a-f]{8}$/) })
    expect(await known(`evt_${orderId}`)).toMatchObject([
      { handledAt: null, outcome: `failed, will be tried again (${failed.logId})` },
    ])
    await control('/api/faults', { next: 0, kind: 'server_error' })
    expect(await deliver(payload, sign(payload))).toMatchObject({ status: 200, outcome: 'granted' })
  })

  test('is made good by its job, or by the reconciler, when no further delivery comes', async () => {
    const { orderId, sessionId } = await paidCheckout()
    const payload = completed(sessionId, `evt_${orderId}`)
    await control('/api/faults', { next: 3, kind: 'cut' })
    expect(await deliver(payload, sign(payload))).toMatchObject({ status: 500 })
    await control('/api/faults', { next: 0, kind: 'cut' })
    const [event] = await known(`evt_${orderId}`)
    const [job] = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM pgboss.job WHERE name = 'provider-event' AND data->>'eventId' = ${event?.id}`
    expect(job).toBeDefined()
    expect(await handleProviderEvent(event?.id ?? '')).toBe('granted')
    expect(await handleProviderEvent(event?.id ?? '')).toBe('granted')
    expect(await mails(orderId)).toEqual(['purchase'])
  })

  test('a crash after the event was recorded: the reconciler handles it', async () => {
    const { orderId, sessionId } = await paidCheckout()
    const eventId = `evt_${orderId}`
    await db.providerEvent.create({
      data: { provider: 'STRIPE', eventId, type: 'checkout.session.completed', objectId: sessionId },
    })
    // The database rounds its clock to milliseconds, perhaps upwards.
    await reconcile(new Date(), -1)
    expect((await known(eventId))[0]?.handledAt).not.toBeNull()
    expect((await orderOf(orderId)).entitlement?.revokedAt).toBeNull()
  })
})
