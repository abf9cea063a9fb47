import { beforeEach, describe, expect, test } from 'vitest'
import { cards, openShop } from '#tests/setup/shop.ts'

const owner = { userId: crypto.randomUUID(), email: 'owner@example.com' }
const shop = await openShop()
const { db, stripe, control, orderOf, mails, graduate } = shop
const { getPurchaseOrThrow } = await import('#lib/data/orders/get-purchase.ts')
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { reconcile } = await import('#lib/data/books/reconcile.ts')
const { refundAsOwner, requestRefund } = await import('#lib/data/refunds/request-refund.ts')

beforeEach(() => shop.webhooks({ dropAll: true }))

describe('what becomes of a refund', () => {
  test('pending, then done', async () => {
    const { userId, orderId, sessionId, number } = await graduate(cards.refundPending)
    await requestRefund(userId, number)
    await shop.workOffRefunds(orderId)
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', refunds: [{ status: 'SENT' }] })
    const [refund] = await shop.providerRefunds(sessionId)
    await control(`/refunds/${refund?.id}`, { status: 'succeeded' })
    await reconcile(new Date(), 0)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED', refunds: [{ status: 'DONE' }] })
    expect(await mails(orderId)).toEqual(['purchase', 'refund-requested', 'refund-sent', 'refund-done'])
  })

  test('done, and failed after that: access is open again, buyer and owner are told, the owner sends it anew', async () => {
    const { userId, orderId, sessionId, number, hasAccess, certificate } = await graduate(
      cards.refundFailsLater,
    )
    await requestRefund(userId, number)
    await shop.workOffRefunds(orderId)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED' })
    const [refund] = await shop.providerRefunds(sessionId)
    await control(`/refunds/${refund?.id}`, { status: 'failed' })
    await shop.webhooks({ dropAll: false })
    await control('/webhooks/resend', {
      event: (await stripe.events.list({ type: 'refund.failed' })).data[0]?.id,
    })
    await shop.flush()

    const order = await orderOf(orderId)
    expect(order).toMatchObject({
      status: 'PAID',
      refunds: [{ status: 'FAILED', failureReason: 'expired_or_canceled_card' }],
    })
    expect(order.payments.map(({ kind }) => kind)).toEqual(['CHARGE', 'REFUND', 'REFUND_FAILED'])
    expect(await hasAccess()).toBe(true)
    expect(await certificate()).toMatchObject({ revokedAt: null })
    expect(await mails(orderId)).toContain('refund-failed')
    expect(await shop.ownerMails(number)).toEqual([
      `Refund of order ${number}`,
      `The refund of order ${number} failed`,
    ])
    await expect(requestRefund(userId, number)).rejects.toMatchObject({ code: 'refund_not_possible' })

    await refundAsOwner(owner, { orderId, reason: 'they asked' })
    await shop.workOffRefunds(orderId)
    expect(await hasAccess()).toBe(false)
    expect((await orderOf(orderId)).refunds).toMatchObject([
      { attempt: 1, status: 'FAILED' },
      { attempt: 2, origin: 'OWNER', status: 'DONE' },
    ])
    await expect(refundAsOwner(owner, { orderId, reason: 'they asked' })).rejects.toMatchObject({
      code: 'refund_not_possible',
    })
  })

  test('failed, when the course is held through another order by then: a person is asked, until the money is back', async () => {
    const { viewer, userId, orderId, sessionId, number, hasAccess } = await graduate(cards.refundFailsLater)
    await requestRefund(userId, number)
    await shop.workOffRefunds(orderId)
    await shop.buy(viewer)
    const [refund] = await shop.providerRefunds(sessionId)
    await control(`/refunds/${refund?.id}`, { status: 'failed' })
    await fulfillCheckout(sessionId)
    await fulfillCheckout(sessionId)
    expect((await orderOf(orderId)).problem).toContain('holds already')
    expect(await hasAccess()).toBe(true)
    await refundAsOwner(owner, { orderId, reason: 'they asked' })
    await shop.workOffRefunds(orderId)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED', problem: null })
    expect(await hasAccess()).toBe(true)
  })

  test('made in the dashboard, in full: ends the same way', async () => {
    const { orderId, sessionId, hasAccess, certificate } = await graduate()
    await shop.webhooks({ dropAll: false })
    await control('/refunds', { payment_intent: await shop.intentOf(sessionId) })
    await shop.flush()
    expect(await hasAccess()).toBe(false)
    expect(await certificate()).toMatchObject({ revokedReason: 'REFUNDED' })
    expect(await orderOf(orderId)).toMatchObject({
      status: 'REFUNDED',
      refunds: [{ origin: 'PROVIDER', status: 'DONE', amountInCents: 2900 }],
    })
    expect(await mails(orderId)).toEqual(['purchase', 'refund-done'])
  })

  test('made in the dashboard, in part: access stays, and the buyer can have the rest', async () => {
    const { userId, orderId, sessionId, number, hasAccess } = await graduate()
    await control('/refunds', { payment_intent: await shop.intentOf(sessionId), amount: 1000 })
    await reconcile(new Date(), 0)
    expect(await hasAccess()).toBe(true)
    expect(await getPurchaseOrThrow(userId, number)).toMatchObject({
      refundedInCents: 1000,
      refundObstacle: null,
    })
    await requestRefund(userId, number)
    await shop.workOffRefunds(orderId)
    expect(await orderOf(orderId)).toMatchObject({
      status: 'REFUNDED',
      refunds: [{ amountInCents: 1000 }, { amountInCents: 1900, origin: 'LEARNER', status: 'DONE' }],
    })
  })

  test.each([
    ['the rest is sent', 1000, [1900, 1000]],
    ['nothing is sent again', 2900, [2900]],
  ])('a refund in the dashboard between asking and sending: %s', async (_, amount, sent) => {
    const { userId, orderId, sessionId, number } = await graduate()
    await requestRefund(userId, number)
    await control('/refunds', { payment_intent: await shop.intentOf(sessionId), amount })
    await shop.workOffRefunds(orderId)
    expect((await shop.providerRefunds(sessionId)).map((refund) => refund.amount)).toEqual(sent)
    const order = await orderOf(orderId)
    expect(order.status).toBe('REFUNDED')
    expect(order.refunds.reduce((sum, refund) => sum + refund.amountInCents, 0)).toBe(2900)
    expect(order.refunds.every(({ status }) => status === 'DONE')).toBe(true)
  })

  test('refused by the provider for good: access is open again, and both are told', async () => {
    const { userId, orderId, number, hasAccess } = await graduate()
    await requestRefund(userId, number)
    // The payment is not there: as with an account that was changed.
    await db.$executeRaw`ALTER TABLE "Payment" DISABLE TRIGGER "Payment_append_only"`
    await db.payment.updateMany({ where: { orderId }, data: { providerId: 'pi_of_another_account' } })
    await db.$executeRaw`ALTER TABLE "Payment" ENABLE TRIGGER "Payment_append_only"`
    await db.order.update({ where: { id: orderId }, data: { providerSessionId: 'cs_of_another_account' } })
    await shop.workOffRefunds(orderId)
    expect(await orderOf(orderId)).toMatchObject({
      refunds: [{ status: 'FAILED', failureReason: 'resource_missing' }],
    })
    expect(await hasAccess()).toBe(true)
    expect(await shop.ownerMails(number)).toContain(`The refund of order ${number} failed`)
  })
})
