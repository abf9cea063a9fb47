import { beforeEach, describe, expect, test } from 'vitest'
import { cards, openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, stripe, control, orderOf, mails } = shop
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { getCheckoutResult } = await import('#lib/data/checkout/get-checkout-result.ts')
const { reconcile } = await import('#lib/data/books/reconcile.ts')

beforeEach(() => shop.webhooks({ dropAll: true }))

const guestEmail = () => `guest-${crypto.randomUUID()}@example.com`

describe('fulfilment', () => {
  test('grants once, however often and at once it is called', async () => {
    const viewer = await shop.newUser()
    const { orderId, sessionId } = await shop.open(viewer)
    await shop.pay(sessionId)
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => fulfillCheckout(sessionId)))
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 19 }, () => 'already granted'), 'granted'])
    const order = await orderOf(orderId)
    expect(order).toMatchObject({ status: 'PAID', entitlement: { userId: viewer.userId, revokedAt: null } })
    expect(order.payments).toMatchObject([{ kind: 'CHARGE', amountInCents: 2900, currency: 'usd' }])
    expect(order.paidAt).toEqual(order.payments[0]?.occurredAt)
    expect(await mails(orderId)).toEqual(['purchase'])
  })

  test('gives nothing for a checkout that is open, and nothing for a declined card', async () => {
    const { orderId, sessionId } = await shop.open(await shop.newUser())
    expect(await fulfillCheckout(sessionId)).toBe('ignored: unpaid')
    expect(await shop.pay(sessionId, { card: cards.declined })).toMatchObject({ outcome: 'declined' })
    expect(await fulfillCheckout(sessionId)).toBe('ignored: unpaid')
    expect(await orderOf(orderId)).toMatchObject({ status: 'PENDING', entitlement: null, payments: [] })
    await shop.pay(sessionId)
    expect(await fulfillCheckout(sessionId)).toBe('granted')
  })

  test('a code of 100 % grants without a payment', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once' })
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'ALLOFIT' })
    const { orderId, sessionId } = await shop.open(await shop.newUser())
    await shop.pay(sessionId, { promotionCode: 'ALLOFIT' })
    expect(await fulfillCheckout(sessionId)).toBe('granted')
    const order = await orderOf(orderId)
    expect(order.payments).toMatchObject([{ kind: 'CHARGE', amountInCents: 0, providerId: sessionId }])
    expect(order.status).toBe('PAID')
  })

  test('a code of some percent: the ledger has what was paid', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'once' })
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'QUARTER' })
    const { orderId, sessionId } = await shop.open(await shop.newUser())
    await shop.pay(sessionId, { promotionCode: 'QUARTER' })
    expect(await fulfillCheckout(sessionId)).toBe('granted')
    expect((await orderOf(orderId)).payments).toMatchObject([{ amountInCents: 2175 }])
  })

  test.each([
    ['arrives', 'succeeded', 'granted', 'PAID'],
    ['does not arrive', 'failed', 'failed: the payment did not arrive', 'FAILED'],
  ])('money that comes later and %s', async (_, status, outcome, orderStatus) => {
    const { orderId, sessionId } = await shop.open(await shop.newUser())
    await shop.pay(sessionId, { method: 'us_bank_account' })
    expect(await fulfillCheckout(sessionId)).toBe('waiting: the payment is on its way')
    expect(await getCheckoutResult(sessionId, null)).toMatchObject({ status: 'PROCESSING', hasAccess: false })
    await control(`/sessions/${sessionId}/settle`, { status })
    expect(await fulfillCheckout(sessionId)).toBe(outcome)
    expect(await orderOf(orderId)).toMatchObject({ status: orderStatus })
  })

  test('a guest gets an account by their address, and the page that they come back to signs nobody in', async () => {
    const { orderId, sessionId } = await shop.open()
    const email = guestEmail()
    await shop.pay(sessionId, { email: email.toUpperCase() })
    expect(await getCheckoutResult(sessionId, null)).toMatchObject({
      status: 'PAID',
      maskedEmail: `g•••@example.com`,
      isViewers: false,
      hasAccess: true,
      paidInCents: 2900,
    })
    const user = await db.user.findUniqueOrThrow({ where: { email }, include: { sessions: true } })
    expect(user).toMatchObject({ sessions: [], emailVerified: null })
    expect((await orderOf(orderId)).entitlement?.userId).toBe(user.id)
  })

  test('a guest who types somebody else’s address pays for them, and sees nothing of theirs', async () => {
    const victim = await shop.newUser()
    const { sessionId } = await shop.open()
    await shop.pay(sessionId, { email: victim.email })
    const result = await getCheckoutResult(sessionId, null)
    expect(result?.isViewers).toBe(false)
    expect(JSON.stringify(result)).not.toContain(victim.email)
    expect(await db.session.count({ where: { userId: victim.userId } })).toBe(0)
  })

  test('two guests who pay with one new address at the same moment: one course, one refund', async () => {
    const [one, other] = [await shop.open(), await shop.open()]
    const email = guestEmail()
    await shop.pay(one.sessionId, { email })
    await shop.pay(other.sessionId, { email })
    const outcomes = await Promise.all([fulfillCheckout(one.sessionId), fulfillCheckout(other.sessionId)])
    expect(outcomes.toSorted()).toEqual(['granted', 'held already: refunded by itself'])
    expect(await db.entitlement.count({ where: { user: { email } } })).toBe(1)
  })

  test('who buys what they hold gets that money back by itself, and keeps the course', async () => {
    const viewer = await shop.newUser()
    await shop.buy(viewer)
    const { orderId, sessionId } = await shop.open()
    await shop.pay(sessionId, { email: viewer.email })
    expect(await fulfillCheckout(sessionId)).toBe('held already: refunded by itself')
    await fulfillCheckout(sessionId)
    expect(await shop.workOffRefunds(orderId)).toBe(1)
    await shop.workOffRefunds(orderId)
    const order = await orderOf(orderId)
    expect(order).toMatchObject({ status: 'REFUNDED', entitlement: null })
    expect(order.refunds).toMatchObject([{ origin: 'DUPLICATE', status: 'DONE', amountInCents: 2900 }])
    expect(await shop.providerRefunds(sessionId)).toHaveLength(1)
    expect(await mails(orderId)).toEqual(['duplicate-refunded'])
    expect(await getCheckoutResult(sessionId, null)).toMatchObject({ isDuplicate: true })
    expect(await db.entitlement.count({ where: { userId: viewer.userId, revokedAt: null } })).toBe(1)
  })

  test.each([
    ['amount', { amountInCents: 1900 }, '1900 usd'],
    ['currency', { currency: 'eur' }, '2900 eur'],
  ])(
    'an order of another %s is refused, changes nothing, and the owner is told once',
    async (_, change, said) => {
      const { orderId, sessionId } = await shop.open(await shop.newUser())
      const { number } = await db.order.update({ where: { id: orderId }, data: change })
      await shop.pay(sessionId)
      expect(await fulfillCheckout(sessionId)).toContain('refused: ')
      await fulfillCheckout(sessionId)
      const order = await orderOf(orderId)
      expect(order).toMatchObject({ status: 'PENDING', entitlement: null, payments: [] })
      expect(order.problem).toContain(said)
      expect(await shop.ownerMails(number)).toHaveLength(1)
      // The owner gives it back in Stripe's dashboard, and nothing is left to look at.
      await control('/refunds', { payment_intent: await shop.intentOf(sessionId) })
      expect(await fulfillCheckout(sessionId)).toContain('returned at the provider')
      expect(await orderOf(orderId)).toMatchObject({ problem: null, entitlement: null, payments: [] })
    },
  )

  test('a checkout that names an order of somebody else’s checkout is refused', async () => {
    const { orderId } = await shop.open(await shop.newUser())
    const forged = await stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 2900, product_data: { name: 'x' } }, quantity: 1 },
      ],
      client_reference_id: orderId,
      metadata: { orderId },
      success_url: 'http://localhost:3000/',
    })
    await shop.pay(forged.id)
    expect(await fulfillCheckout(forged.id)).toContain('belongs to another checkout')
    expect((await orderOf(orderId)).entitlement).toBeNull()
  })

  test.each([
    ['no order at all', {}],
    ['no number of ours', { client_reference_id: 'x', metadata: { orderId: 'x' } }],
    [
      'two different orders',
      { client_reference_id: crypto.randomUUID(), metadata: { orderId: crypto.randomUUID() } },
    ],
  ])('a checkout that names %s is ignored', async (_, names) => {
    const foreign = await stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 2900, product_data: { name: 'x' } }, quantity: 1 },
      ],
      success_url: 'http://localhost:3000/',
      ...names,
    })
    await shop.pay(foreign.id)
    expect(await fulfillCheckout(foreign.id)).toBe('ignored: not an order of ours')
  })

  test('a checkout that Stripe does not know is ignored, and shown to nobody', async () => {
    expect(await fulfillCheckout('cs_test_nothing')).toBe('ignored: unknown checkout')
    expect(await getCheckoutResult('cs_test_nothing', null)).toBeNull()
  })

  test('the address of a guest that cannot be used: paid, no access, and the owner is told', async () => {
    const { orderId, sessionId } = await shop.open()
    await shop.pay(sessionId, { email: 'a"b"@example.com' }).catch(() => undefined)
    const { facts } =
      (await (await import('#lib/server/stripe/facts.ts')).readStripeFacts(sessionId, new Date())) ?? {}
    if (!facts) throw new Error('no facts')
    const { applyProviderFacts } = await import('#lib/data/orders/apply-provider-facts.ts')
    const charge = { providerId: 'pi_x', amountInCents: 2900, currency: 'usd', occurredAt: new Date() }
    const outcome = await applyProviderFacts(
      { orderId, sessionId, facts: { ...facts, charge, email: 'ada＠example.com' } },
      new Date(),
    )
    expect(outcome).toContain('the owner is told')
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', userId: null, entitlement: null })
  })

  test('when the provider does not answer, the page says so and nothing is lost', async () => {
    const { sessionId } = await shop.open(await shop.newUser())
    await shop.pay(sessionId)
    await control('/api/faults', { next: 20, kind: 'server_error' })
    expect(await getCheckoutResult(sessionId, null)).toMatchObject({ isStale: true, status: 'PENDING' })
    await control('/api/faults', { next: 0, kind: 'server_error' })
    expect(await getCheckoutResult(sessionId, null)).toMatchObject({ isStale: false, status: 'PAID' })
  })

  test('with every message lost, one reconciliation puts the books right', async () => {
    const [paid, expired, left] = [
      await shop.open(await shop.newUser()),
      await shop.open(await shop.newUser()),
      await shop.open(await shop.newUser()),
    ]
    await shop.pay(paid.sessionId)
    await control(`/sessions/${expired.sessionId}/expire`)
    await reconcile(new Date(), 0)
    expect((await orderOf(paid.orderId)).entitlement?.revokedAt).toBeNull()
    expect((await orderOf(expired.orderId)).status).toBe('EXPIRED')
    expect((await orderOf(left.orderId)).status).toBe('PENDING')
  })
})

// The last one: it moves the provider's clock.
test('the days for a refund begin when money that comes later has come', async () => {
  const { orderId, sessionId } = await shop.open(await shop.newUser())
  await shop.pay(sessionId, { method: 'us_bank_account' })
  const days = 4 * 24 * 3600
  await control('/clock', { advanceSeconds: days })
  const before = Math.floor(Date.now() / 1000) * 1000
  await control(`/sessions/${sessionId}/settle`, { status: 'succeeded' })
  expect(await fulfillCheckout(sessionId)).toBe('granted')
  const { paidAt } = await orderOf(orderId)
  expect(paidAt?.getTime()).toBeGreaterThanOrEqual(before + days * 1000)
})
