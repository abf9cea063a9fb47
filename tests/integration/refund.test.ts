import { beforeEach, describe, expect, test } from 'vitest'
import { course, openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, stripe, orderOf, mails, graduate } = shop
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { getPurchaseOrThrow } = await import('#lib/data/orders/get-purchase.ts')
const { requestRefund } = await import('#lib/data/refunds/request-refund.ts')

beforeEach(() => shop.webhooks({ dropAll: true }))

const dayInMs = 24 * 60 * 60 * 1000

describe('a refund by the buyer', () => {
  test('ends access and certificate at once, keeps progress, sends the money, and says each step', async () => {
    const { userId, orderId, sessionId, number, hasAccess, certificate } = await graduate()
    await db.lessonProgress.create({
      data: { userId, courseSlug: course, lessonSlug: 'a', doneAt: new Date(), doneBy: 'READING' },
    })
    await requestRefund(userId, number)
    expect(await hasAccess()).toBe(false)
    expect(await certificate()).toMatchObject({ revokedReason: 'REFUNDED' })
    expect((await orderOf(orderId)).refunds).toMatchObject([
      { attempt: 1, origin: 'LEARNER', status: 'REQUESTED', amountInCents: 2900 },
    ])
    expect(await shop.providerRefunds(sessionId)).toEqual([])

    await shop.workOffRefunds(orderId)
    const order = await orderOf(orderId)
    expect(order).toMatchObject({ status: 'REFUNDED', refunds: [{ status: 'DONE' }] })
    expect(order.payments.map(({ kind }) => kind)).toEqual(['CHARGE', 'REFUND'])
    const [sent, ...more] = await shop.providerRefunds(sessionId)
    expect(more).toEqual([])
    expect(sent).toMatchObject({ amount: 2900, reason: 'requested_by_customer', metadata: { orderId } })
    expect(await mails(orderId)).toEqual(['purchase', 'refund-requested', 'refund-done'])
    expect(await db.lessonProgress.count({ where: { userId } })).toBe(1)
    expect(await getPurchaseOrThrow(userId, number)).toMatchObject({
      refundObstacle: 'refund_not_possible',
      hasAccess: false,
    })
  })

  test('asked for many times at the same moment is one', async () => {
    const { userId, orderId, sessionId, number } = await graduate()
    await Promise.all(Array.from({ length: 8 }, () => requestRefund(userId, number)))
    await Promise.all(Array.from({ length: 4 }, () => shop.workOffRefunds(orderId)))
    expect((await orderOf(orderId)).refunds).toHaveLength(1)
    expect(await shop.providerRefunds(sessionId)).toHaveLength(1)
    expect(await mails(orderId)).toEqual(['purchase', 'refund-requested', 'refund-done'])
  })

  test('works to the last millisecond of 30 days, and then says whom it is up to', async () => {
    const { userId, number, orderId } = await graduate()
    const deadline = (await orderOf(orderId)).paidAt?.getTime() ?? 0
    const late = new Date(deadline + 30 * dayInMs + 1)
    await expect(requestRefund(userId, number, late)).rejects.toMatchObject({ code: 'refund_window_over' })
    expect(await getPurchaseOrThrow(userId, number, late)).toMatchObject({
      refundObstacle: 'refund_window_over',
    })
    await requestRefund(userId, number, new Date(deadline + 30 * dayInMs))
  })

  test('of somebody else’s order, an unpaid one, or none is refused, and changes nothing', async () => {
    const { orderId, number } = await graduate()
    const stranger = await shop.newUser()
    await expect(requestRefund(stranger.userId, number)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getPurchaseOrThrow(stranger.userId, number)).rejects.toMatchObject({ code: 'not_found' })
    await expect(requestRefund(stranger.userId, 'DPM-222222')).rejects.toMatchObject({ code: 'not_found' })
    const unpaid = await shop.open(stranger)
    const { number: unpaidNumber } = await orderOf(unpaid.orderId)
    await expect(requestRefund(stranger.userId, unpaidNumber)).rejects.toMatchObject({
      code: 'refund_not_possible',
    })
    expect((await orderOf(orderId)).refunds).toEqual([])
  })

  test('of a free order ends access, and is done without sending anything', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once' })
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'FREE' })
    const viewer = await shop.newUser()
    const { orderId, sessionId } = await shop.open(viewer)
    await shop.pay(sessionId, { promotionCode: 'FREE' })
    await fulfillCheckout(sessionId)
    const { number } = await orderOf(orderId)
    await requestRefund(viewer.userId, number)
    await requestRefund(viewer.userId, number)
    expect(await orderOf(orderId)).toMatchObject({
      status: 'REFUNDED',
      entitlement: { revokedReason: 'REFUNDED' },
      refunds: [{ status: 'DONE', amountInCents: 0 }],
    })
    expect(await shop.workOffRefunds(orderId)).toBe(0)
    expect(await fulfillCheckout(sessionId)).toBe('access stays closed: refunded')
  })

  test('then buying again: access, the old progress, and a valid certificate', async () => {
    const { viewer, userId, orderId, number, hasAccess, certificate } = await graduate()
    await requestRefund(userId, number)
    await shop.workOffRefunds(orderId)
    await shop.buy(viewer)
    expect(await hasAccess()).toBe(true)
    expect(await certificate()).toMatchObject({ revokedAt: null, revokedReason: null })
    // News of the first order, late: they change nothing.
    const first = await orderOf(orderId)
    await fulfillCheckout(first.providerSessionId ?? '')
    expect(await hasAccess()).toBe(true)
    expect(await certificate()).toMatchObject({ revokedAt: null })
  })
})
