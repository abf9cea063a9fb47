import { beforeEach, expect, test } from 'vitest'
import { course, openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, control, stripe } = shop
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { findContradictions } = await import('#lib/data/books/find-contradictions.ts')
const { getOwnerOverview } = await import('#lib/data/owner/get-owner-overview.ts')
const { requestRefund } = await import('#lib/data/refunds/request-refund.ts')
const { unsafeRetryProviderEvent } = await import('#lib/data/provider-events/retry-provider-event.ts')

const owner = { isOwner: true }
const actor = { userId: crypto.randomUUID(), email: 'owner@example.com' }
beforeEach(() => shop.webhooks({ dropAll: true }))

test('to everybody but the owner the page does not exist', async () => {
  await expect(getOwnerOverview({ isOwner: false })).rejects.toMatchObject({ code: 'not_owner' })
})

test('an empty shop', async () => {
  expect(await getOwnerOverview(owner)).toEqual({
    total: [],
    monthly: [],
    disputes: [],
    learners: { withAccess: 0, certificates: 0, newThisWeek: 0 },
    orders: [],
    refunds: [],
    events: [],
    jobs: [],
    contradictions: [],
    findings: 0,
  })
})

test('totals come from the ledger, and agree with Stripe’s own books', async () => {
  const buyers = await Promise.all([1, 2, 3].map(() => shop.newUser()))
  const [kept, refunded, disputed] = [
    await shop.buy(buyers[0] ?? (await shop.newUser())),
    await shop.buy(buyers[1] ?? (await shop.newUser())),
    await shop.buy(buyers[2] ?? (await shop.newUser())),
  ]
  await control('/refunds', { payment_intent: await shop.intentOf(refunded.sessionId), amount: 900 })
  await control('/disputes', { payment_intent: await shop.intentOf(disputed.sessionId) })
  for (const { sessionId } of [kept, refunded, disputed]) await fulfillCheckout(sessionId)
  const { total, monthly, disputes, learners, orders } = await getOwnerOverview(owner)
  const sums = [
    {
      currency: 'usd',
      orders: 3,
      soldInCents: 8700,
      refundedInCents: 900,
      disputedInCents: 2900,
      unmatchedInCents: 0,
      netInCents: 4900,
    },
  ]
  expect(total).toEqual(sums.map((sum) => ({ ...sum, month: null })))
  expect(monthly).toEqual(sums.map((sum) => ({ ...sum, month: new Date().toISOString().slice(0, 7) })))
  expect(disputes).toMatchObject([{ status: 'DISPUTED' }])
  expect(learners).toMatchObject({ withAccess: 2, newThisWeek: 2 })
  expect(orders[0]).toMatchObject({ status: 'DISPUTED', paidInCents: 2900 })
})

test('refunds that wait or failed, and messages that were not handled, are listed until they are done', async () => {
  const viewer = await shop.newUser()
  const { orderId, sessionId } = await shop.buy(viewer)
  const { number } = await shop.orderOf(orderId)
  await requestRefund(viewer.userId, number)
  expect((await getOwnerOverview(owner)).refunds).toMatchObject([
    { number, status: 'REQUESTED', email: viewer.email },
  ])
  await shop.workOffRefunds(orderId)
  expect((await getOwnerOverview(owner)).refunds).toEqual([])

  const data = {
    provider: 'STRIPE',
    eventId: 'evt_1',
    type: 'checkout.session.completed',
    objectId: sessionId,
  } as const
  const { id } = await db.providerEvent.create({ data })
  expect((await getOwnerOverview(owner)).events).toMatchObject([{ id, outcome: null }])
  expect(await unsafeRetryProviderEvent(actor, id)).toBe('access stays closed: refunded')
  expect((await getOwnerOverview(owner)).events).toEqual([])
})

test('money and access that do not agree are found, in each direction', async () => {
  expect(await findContradictions()).toEqual([])
  const [one, two, three] = [await shop.newUser(), await shop.newUser(), await shop.newUser()]
  const [paid, open, graduate] = [await shop.buy(one), await shop.open(two), await shop.buy(three)]
  await db.entitlement.update({
    where: { orderId: paid.orderId },
    data: { revokedAt: new Date(), revokedReason: 'REFUNDED' },
  })
  await db.entitlement.create({ data: { userId: two.userId, courseSlug: course, orderId: open.orderId } })
  await db.certificate.create({
    data: {
      id: crypto.randomUUID(),
      userId: one.userId,
      courseSlug: course,
      name: 'Ada',
      courseTitle: 'x',
      courseVersion: '2026.1',
      courseMinutes: 80,
      lessonCount: 3,
    },
  })
  await db.order.update({ where: { id: graduate.orderId }, data: { problem: 'something' } })
  const found = (await findContradictions()).map(({ kind }) => kind)
  expect(found.toSorted()).toEqual([
    'access-without-payment',
    'certificate-without-access',
    'paid-without-access',
    'problem',
  ])
  // The machine settles what is its own.
  await fulfillCheckout(paid.sessionId)
  expect((await findContradictions()).map(({ kind }) => kind)).not.toContain('paid-without-access')
})

test('a free order is no contradiction, neither open nor cancelled', async () => {
  await db.$executeRaw`DELETE FROM "Certificate"`
  const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once' })
  await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'FREE' })
  const viewer = await shop.newUser()
  const { orderId, sessionId } = await shop.open(viewer)
  await shop.pay(sessionId, { promotionCode: 'FREE' })
  await fulfillCheckout(sessionId)
  const { number } = await shop.orderOf(orderId)
  const mine = async () => (await findContradictions()).filter((found) => found.number === number)
  expect(await mine()).toEqual([])
  await requestRefund(viewer.userId, number)
  expect(await mine()).toEqual([])
})
