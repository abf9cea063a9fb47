import { beforeEach, describe, expect, test } from 'vitest'
import { refundPolicyText } from '#lib/domain/refund-policy-text.ts'
import { cards, course, openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, control, orderOf, mails, graduate } = shop
const { endGivenAccess, giveAccess } = await import('#lib/data/orders/give-access.ts')
const { findContradictions } = await import('#lib/data/books/find-contradictions.ts')
const { hasActiveEntitlement } = await import('#lib/data/orders/has-active-entitlement.ts')
const { getPurchaseOrThrow } = await import('#lib/data/orders/get-purchase.ts')
const { reconcile } = await import('#lib/data/books/reconcile.ts')
const { refundAsOwner, requestRefund } = await import('#lib/data/refunds/request-refund.ts')

const owner = { userId: crypto.randomUUID(), email: 'owner@example.com' }
const because = { reason: 'A bug ate their evening' }
beforeEach(() => shop.webhooks({ dropAll: true }))

const steps = async (orderId: string) =>
  (await db.orderStep.findMany({ where: { orderId }, orderBy: { id: 'asc' } })).map(
    ({ kind, value }) => `${kind} ${value}`,
  )

describe('the owner gives back a part', () => {
  test('exactly that part is sent, access and certificate stay, buyer and owner are told', async () => {
    const { orderId, sessionId, number, hasAccess, certificate } = await graduate()
    await refundAsOwner(owner, { orderId, amountInCents: 900, ...because })
    await shop.workOffRefunds(orderId)
    expect((await shop.providerRefunds(sessionId)).map(({ amount }) => amount)).toEqual([900])
    expect(await orderOf(orderId)).toMatchObject({
      status: 'PAID',
      refunds: [{ status: 'DONE', origin: 'OWNER', amountInCents: 900 }],
    })
    expect(await hasAccess()).toBe(true)
    expect(await certificate()).toMatchObject({ revokedAt: null })
    expect(await mails(orderId)).toEqual(['purchase', 'refund-requested', 'refund-done'])
    expect(await shop.ownerMails(number)).toEqual([`Refund of order ${number}`])
  })

  test('with access, when the owner says so; and back again when that part fails', async () => {
    const { orderId, sessionId, number, hasAccess } = await graduate(cards.refundFailsLater)
    await refundAsOwner(owner, { orderId, amountInCents: 900, endsAccess: true, ...because })
    await shop.workOffRefunds(orderId)
    expect(await hasAccess()).toBe(false)
    expect((await findContradictions()).filter((found) => found.number === number)).toEqual([])
    const [refund] = await shop.providerRefunds(sessionId)
    await control(`/refunds/${refund?.id}`, { status: 'failed' })
    await reconcile(new Date(), 0)
    expect(await hasAccess()).toBe(true)
  })

  test('and the rest later, but never more than is left, nor two at once', async () => {
    const { orderId, sessionId, hasAccess } = await graduate()
    await refundAsOwner(owner, { orderId, amountInCents: 900, ...because })
    const second = refundAsOwner(owner, { orderId, amountInCents: 900, ...because })
    await expect(second).rejects.toMatchObject({ code: 'refund_waiting' })
    await shop.workOffRefunds(orderId)
    const tooMuch = refundAsOwner(owner, { orderId, amountInCents: 2001, ...because })
    await expect(tooMuch).rejects.toMatchObject({ code: 'refund_too_much' })
    await refundAsOwner(owner, { orderId, ...because })
    await shop.workOffRefunds(orderId)
    expect((await shop.providerRefunds(sessionId)).map(({ amount }) => amount).sort()).toEqual([2000, 900])
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED' })
    expect(await hasAccess()).toBe(false)
    const more = refundAsOwner(owner, { orderId, ...because })
    await expect(more).rejects.toMatchObject({ code: 'refund_not_possible' })
  })

  test('the buyer takes the rest back after it', async () => {
    const { userId, orderId, number, sessionId } = await graduate()
    await refundAsOwner(owner, { orderId, amountInCents: 900, ...because })
    await shop.workOffRefunds(orderId)
    await requestRefund(userId, number)
    await shop.workOffRefunds(orderId)
    expect((await shop.providerRefunds(sessionId)).reduce((sum, { amount }) => sum + amount, 0)).toBe(2900)
  })

  test('a part made in the provider’s dashboard keeps access, and both are told', async () => {
    const { orderId, sessionId, number, hasAccess } = await graduate()
    await control('/refunds', { payment_intent: await shop.intentOf(sessionId), amount: 500 })
    await reconcile(new Date(), 0)
    expect(await orderOf(orderId)).toMatchObject({
      status: 'PAID',
      refunds: [{ origin: 'PROVIDER', amountInCents: 500, status: 'DONE' }],
    })
    expect(await hasAccess()).toBe(true)
    expect(await mails(orderId)).toEqual(['purchase', 'refund-done'])
    expect(await shop.ownerMails(number)).toEqual([`Refund of order ${number}`])
  })
})

describe('access for nothing', () => {
  test('is an order like every other: open, mailed, without contradiction, and ended with its certificate', async () => {
    const email = `${crypto.randomUUID()}@example.com`
    const number = await giveAccess(owner, { email, courseSlug: course, ...because })
    const user = await db.user.findUniqueOrThrow({ where: { email } })
    const { id: orderId } = await db.order.findUniqueOrThrow({ where: { number } })
    expect(await hasActiveEntitlement(user.id, course)).toBe(true)
    expect(await mails(orderId)).toEqual(['course-given'])
    expect((await findContradictions()).filter((found) => found.number === number)).toEqual([])
    const again = giveAccess(owner, { email, courseSlug: course, ...because })
    await expect(again).rejects.toMatchObject({ code: 'already_owned' })
    await expect(requestRefund(user.id, number)).rejects.toMatchObject({ code: 'refund_not_possible' })
    const mine = await getPurchaseOrThrow(user.id, number)
    expect(mine).toMatchObject({ paidAt: null, refundDeadline: null, refundObstacle: 'refund_not_possible' })
    expect(mine.events.map(({ what }) => what)).toEqual(['ORDERED', 'GIVEN'])

    await endGivenAccess(owner, { orderId, reason: 'The year is over' })
    expect(await hasActiveEntitlement(user.id, course)).toBe(false)
    expect((await orderOf(orderId)).entitlement).toMatchObject({ revokedReason: 'OWNER' })
    expect((await findContradictions()).filter((found) => found.number === number)).toEqual([])
    expect(await steps(orderId)).toEqual(['STATUS PAID', 'ACCESS OPEN', 'ACCESS CLOSED'])
    expect(await db.auditEntry.findMany({ where: { orderId }, orderBy: { id: 'asc' } })).toMatchObject([
      { action: 'GIVE_ACCESS', actor: owner.email, reason: because.reason, detail: email },
      { action: 'END_ACCESS', actor: owner.email, reason: 'The year is over' },
    ])
  })

  test('what was paid for is not ended like this', async () => {
    const { orderId, hasAccess } = await graduate()
    const ended = endGivenAccess(owner, { orderId, ...because })
    await expect(ended).rejects.toMatchObject({ code: 'access_not_given' })
    expect(await hasAccess()).toBe(true)
  })
})

describe('what is noted', () => {
  test('every step of an order, its refund and its access, by the database itself', async () => {
    const { userId, orderId, number } = await graduate(cards.refundPending)
    await requestRefund(userId, number)
    await shop.workOffRefunds(orderId)
    expect(await steps(orderId)).toEqual([
      'STATUS PENDING',
      'STATUS PAID',
      'ACCESS OPEN',
      'REFUND REQUESTED',
      'ACCESS CLOSED',
      'REFUND SENT',
    ])
  })

  test('stays as it was written', async () => {
    const { orderId } = await graduate()
    await refundAsOwner(owner, { orderId, ...because })
    const where = { orderId }
    await expect(db.auditEntry.deleteMany({ where })).rejects.toThrow('append-only')
    await expect(db.auditEntry.updateMany({ where, data: { reason: 'x' } })).rejects.toThrow('append-only')
    await expect(db.orderStep.deleteMany({ where })).rejects.toThrow('append-only')
  })

  test('what was shown at the purchase is kept with the order: price, promise and the whole policy', async () => {
    const { orderId } = await graduate()
    const { terms, amountInCents } = await orderOf(orderId)
    expect(amountInCents).toBe(2900)
    expect(terms).toMatchObject({ refundDays: 30, policy: { version: refundPolicyText(30, '').version } })
    expect(JSON.stringify(terms)).toContain('Your access to the course ends at once')
  })
})
