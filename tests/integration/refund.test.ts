import { beforeEach, describe, expect, test } from 'vitest'
import { cards, course, openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, stripe, control, orderOf, mails } = shop
const { enqueue, startJobs } = await import('#lib/server/jobs.ts')
const { fulfillCheckout } = await import('#lib/data/fulfill-checkout.ts')
const { getPurchaseOrThrow } = await import('#lib/data/get-purchase.ts')
const { hasActiveEntitlement } = await import('#lib/data/has-active-entitlement.ts')
const { reconcile } = await import('#lib/data/reconcile.ts')
const { refundAsOwner, requestRefund } = await import('#lib/data/request-refund.ts')
const { sendRefund } = await import('#lib/data/send-refund.ts')
const { settleOrder } = await import('#lib/data/settle-order.ts')
const { withLockedOrder } = await import('#lib/data/with-locked-order.ts')

beforeEach(() => shop.webhooks({ dropAll: true }))

const dayInMs = 24 * 60 * 60 * 1000

/** A person who bought the course, and has a certificate. */
async function graduate(card = cards.pays) {
  const viewer = await shop.newUser()
  const { orderId, sessionId } = await shop.buy(viewer, card)
  const { number } = await db.order.findUniqueOrThrow({ where: { id: orderId } })
  await db.certificate.create({
    data: {
      id: crypto.randomUUID(),
      userId: viewer.userId,
      courseSlug: course,
      name: 'Ada',
      courseTitle: 'x',
      courseVersion: '2026.1',
      courseMinutes: 80,
      lessonCount: 3,
    },
  })
  return {
    ...viewer,
    viewer,
    orderId,
    sessionId,
    number,
    hasAccess: () => hasActiveEntitlement(viewer.userId, course),
    certificate: () => db.certificate.findFirstOrThrow({ where: { userId: viewer.userId } }),
  }
}

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
    expect(await shop.ownerMails(number)).toEqual([`The refund of order ${number} failed`])
    await expect(requestRefund(userId, number)).rejects.toMatchObject({ code: 'refund_not_possible' })

    await refundAsOwner(orderId)
    await shop.workOffRefunds(orderId)
    expect(await hasAccess()).toBe(false)
    expect((await orderOf(orderId)).refunds).toMatchObject([
      { attempt: 1, status: 'FAILED' },
      { attempt: 2, origin: 'OWNER', status: 'DONE' },
    ])
    await expect(refundAsOwner(orderId)).rejects.toMatchObject({ code: 'refund_not_possible' })
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
    expect(await shop.ownerMails(number)).toHaveLength(1)
  })
})

describe('a dispute', () => {
  async function disputed() {
    const buyer = await graduate()
    const answer = await control('/disputes', { payment_intent: await shop.intentOf(buyer.sessionId) })
    const disputeId = (answer as { id: string }).id
    await fulfillCheckout(buyer.sessionId)
    return {
      ...buyer,
      disputeId,
      decide: async (status: 'won' | 'lost') => {
        await control(`/disputes/${disputeId}`, { status })
        return fulfillCheckout(buyer.sessionId)
      },
    }
  }

  test('suspends access when it opens, and no refund is sent on top', async () => {
    const { userId, orderId, number, hasAccess, certificate } = await disputed()
    expect(await hasAccess()).toBe(false)
    expect(await certificate()).toMatchObject({ revokedReason: 'DISPUTED' })
    expect((await orderOf(orderId)).status).toBe('DISPUTED')
    expect(await mails(orderId)).toEqual(['purchase', 'access-suspended'])
    expect(await shop.ownerMails(number)).toHaveLength(1)
    await expect(requestRefund(userId, number)).rejects.toMatchObject({ code: 'refund_disputed' })
    await expect(refundAsOwner(orderId)).rejects.toMatchObject({ code: 'refund_disputed' })
  })

  test('won: access and certificate are back', async () => {
    const { orderId, decide, hasAccess, certificate } = await disputed()
    expect(await decide('won')).toBe('restored')
    expect(await hasAccess()).toBe(true)
    expect(await certificate()).toMatchObject({ revokedAt: null })
    expect((await orderOf(orderId)).status).toBe('PAID')
  })

  test('lost: access has ended', async () => {
    const { orderId, decide, hasAccess } = await disputed()
    expect(await decide('lost')).toBe('access ended: dispute lost')
    expect(await hasAccess()).toBe(false)
    expect(await orderOf(orderId)).toMatchObject({
      status: 'CHARGED_BACK',
      entitlement: { revokedReason: 'DISPUTE_LOST' },
    })
  })

  test('that opens between asking for a refund and sending it: it is not sent', async () => {
    const { userId, orderId, sessionId, number, hasAccess } = await graduate()
    await requestRefund(userId, number)
    await control('/disputes', { payment_intent: await shop.intentOf(sessionId) })
    await shop.workOffRefunds(orderId)
    expect(await shop.providerRefunds(sessionId)).toEqual([])
    expect(await orderOf(orderId)).toMatchObject({
      status: 'DISPUTED',
      refunds: [{ status: 'FAILED', failureReason: 'charge_disputed' }],
      entitlement: { revokedReason: 'DISPUTED' },
    })
    expect(await hasAccess()).toBe(false)
  })

  test('won by the shop after the buyer bought anew: the first payment goes back by itself', async () => {
    const { viewer, orderId, decide, hasAccess } = await disputed()
    await shop.buy(viewer)
    expect(await decide('won')).toBe('held already: refunded by itself')
    await shop.workOffRefunds(orderId)
    expect(await orderOf(orderId)).toMatchObject({
      status: 'REFUNDED',
      refunds: [{ origin: 'DUPLICATE', status: 'DONE' }],
    })
    expect(await hasAccess()).toBe(true)
  })
})

describe('a crash between the steps', () => {
  test('before the transaction ends: nothing happened, no job and no mail', async () => {
    const { orderId, hasAccess } = await graduate()
    const work = withLockedOrder(orderId, async (tx) => {
      await tx.refund.create({
        data: { orderId, attempt: 1, origin: 'LEARNER', amountInCents: 2900, currency: 'usd' },
      })
      await settleOrder(tx, orderId)
      await enqueue(tx, 'order-mail', { orderId, template: 'refund-requested' })
      throw new Error('the process ends here')
    })
    await expect(work).rejects.toThrow('the process ends here')
    expect(await hasAccess()).toBe(true)
    expect((await orderOf(orderId)).refunds).toEqual([])
    expect(await mails(orderId)).toEqual(['purchase'])
  })

  test.each([
    ['the provider did it, and its answer was lost', 'cut_after'],
    ['the provider never heard of it', 'cut'],
    ['the provider failed', 'server_error'],
  ])('while sending, %s: the job completes it, once', async (_, kind) => {
    const { userId, orderId, sessionId, number } = await graduate()
    await requestRefund(userId, number)
    await control('/api/faults', { next: 3, kind, path: '/v1/refunds' })
    await expect(shop.workOffRefunds(orderId)).rejects.toThrow()
    await control('/api/faults', { next: 0, kind, path: '/v1/refunds' })
    await shop.workOffRefunds(orderId)
    expect(await shop.providerRefunds(sessionId)).toHaveLength(1)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED', refunds: [{ status: 'DONE' }] })
  })

  test('the worker dies after the provider took the refund: the queue hands the job out again', async () => {
    const { userId, orderId, sessionId, number } = await graduate()
    await requestRefund(userId, number)
    const mine = (await orderOf(orderId)).refunds[0]?.id
    let tries = 0
    const finished = new Promise<void>((done) => {
      void startJobs({
        'send-refund': async ({ refundId }) => {
          if (refundId !== mine) return
          tries += 1
          if (tries > 1) {
            await sendRefund(refundId)
            return done()
          }
          const [charge] = (await orderOf(orderId)).payments
          await stripe.refunds.create(
            {
              payment_intent: charge?.providerId ?? '',
              reason: 'requested_by_customer',
              metadata: { refundId, orderId },
            },
            { idempotencyKey: `refund:${orderId}:1` },
          )
          throw new Error('the process ends here')
        },
      })
    })
    await finished
    expect(await shop.providerRefunds(sessionId)).toHaveLength(1)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED', refunds: [{ status: 'DONE' }] })
  })

  test('the job itself is lost: the reconciler sends what was asked for', async () => {
    const { userId, orderId, sessionId, number } = await graduate()
    await requestRefund(userId, number)
    await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'send-refund'`
    await reconcile(new Date(), 0)
    expect(await shop.providerRefunds(sessionId)).toHaveLength(1)
    expect((await orderOf(orderId)).status).toBe('REFUNDED')
  })
})
