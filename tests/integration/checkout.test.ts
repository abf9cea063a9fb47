import { beforeEach, describe, expect, test } from 'vitest'
import { course, openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, stripe, control, orderOf } = shop
const { startCheckout } = await import('#lib/data/checkout/start-checkout.ts')

beforeEach(() => shop.webhooks({ dropAll: true }))

describe('opening a checkout', () => {
  test('the order stands in our books with what was shown; the session names it everywhere', async () => {
    const viewer = await shop.newUser()
    const { orderId, url, sessionId } = await shop.open(viewer)
    const order = await orderOf(orderId)
    expect(order).toMatchObject({
      status: 'PENDING',
      amountInCents: 2900,
      currency: 'usd',
      userId: viewer.userId,
      terms: { refundDays: 30, courseVersion: '2026.1' },
    })
    expect(order.number).toMatch(/^DPM-[A-Z2-9]{6}$/)
    const session = await stripe.checkout.sessions.retrieve(sessionId)
    expect(url).toBe(session.url)
    expect(session).toMatchObject({
      mode: 'payment',
      amount_total: 2900,
      client_reference_id: orderId,
      customer_email: viewer.email,
      customer_creation: 'always',
      allow_promotion_codes: true,
      cancel_url: `http://localhost:3000/checkout/cancelled?order=${order.number}`,
    })
    await shop.pay(sessionId)
    const intent = await stripe.paymentIntents.retrieve(await shop.intentOf(sessionId))
    expect(intent.metadata.orderId).toBe(orderId)
  })

  test('a changed price reaches Stripe under the same lookup key; open orders keep theirs or are closed', async () => {
    const viewer = await shop.newUser()
    const before = await shop.open(viewer)
    const key = { lookup_keys: [`course-${course}`] }
    const [price] = (await stripe.prices.list(key)).data
    await stripe.prices.create({
      product: `course-${course}`,
      unit_amount: 100,
      currency: 'usd',
      lookup_key: `course-${course}`,
      transfer_lookup_key: true,
    })
    const other = await shop.open(await shop.newUser())
    expect((await stripe.checkout.sessions.retrieve(other.sessionId)).amount_total).toBe(2900)
    expect((await stripe.prices.list(key)).data[0]?.id).not.toBe(price?.id)

    await db.order.update({ where: { id: before.orderId }, data: { amountInCents: 100 } })
    const after = await shop.open(viewer)
    expect(after.orderId).not.toBe(before.orderId)
    expect((await stripe.checkout.sessions.retrieve(before.sessionId)).status).toBe('expired')
  })

  test('pressing twice, also at the same moment, leads to one checkout', async () => {
    const viewer = await shop.newUser()
    const pressed = await Promise.all([1, 2, 3].map(() => startCheckout({ courseSlug: course, viewer })))
    expect(new Set(pressed.map(({ url }) => url)).size).toBe(1)
    expect(await db.order.count({ where: { userId: viewer.userId } })).toBe(1)
    expect((await startCheckout({ courseSlug: course, viewer })).url).toBe(pressed[0]?.url)
  })

  test('a guest comes back to the checkout that their browser opened, and nobody else does', async () => {
    const first = await shop.open()
    const again = await startCheckout({ courseSlug: course, viewer: null, guestOrderId: first.orderId })
    expect(again).toMatchObject({
      url: first.url,
      orderId: first.orderId,
      cookie: { value: first.orderId, httpOnly: true },
    })
    const stranger = await startCheckout({
      courseSlug: course,
      viewer: null,
      guestOrderId: crypto.randomUUID(),
    })
    expect(stranger.orderId).not.toBe(first.orderId)
    for (const guestOrderId of [
      "' or 1=1",
      'x'.repeat(10_000),
      (await shop.open(await shop.newUser())).orderId,
    ]) {
      const other = await startCheckout({ courseSlug: course, viewer: null, guestOrderId })
      expect([first.orderId, guestOrderId]).not.toContain(other.orderId)
    }
  })

  test('who holds the course is told before paying', async () => {
    const viewer = await shop.newUser()
    await shop.buy(viewer)
    await expect(startCheckout({ courseSlug: course, viewer })).rejects.toMatchObject({
      code: 'already_owned',
    })
  })

  test('who paid and did not come back is led to what they paid for, not to a second payment', async () => {
    const viewer = await shop.newUser()
    const { sessionId } = await shop.open(viewer)
    await shop.pay(sessionId)
    const { url } = await startCheckout({ courseSlug: course, viewer })
    expect(url).toBe(`/checkout/return?session_id=${sessionId}`)
  })

  test('an expired checkout is followed by a new one', async () => {
    const viewer = await shop.newUser()
    const { orderId, sessionId } = await shop.open(viewer)
    await control(`/sessions/${sessionId}/expire`)
    const next = await shop.open(viewer)
    expect(next.orderId).not.toBe(orderId)
    expect((await orderOf(orderId)).status).toBe('EXPIRED')
  })

  test('a provider that does not answer: a clear error, and the next press goes on with the same order', async () => {
    const viewer = await shop.newUser()
    await control('/api/faults', { next: 3, kind: 'server_error', path: '/v1/checkout/sessions' })
    await expect(startCheckout({ courseSlug: course, viewer })).rejects.toMatchObject({
      code: 'payment_unavailable',
    })
    await shop.open(viewer)
    expect(await db.order.count({ where: { userId: viewer.userId } })).toBe(1)
  })

  test('a course that is not there is not found', async () => {
    await expect(startCheckout({ courseSlug: 'nothing', viewer: null })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
