import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openMailbox } from '#tests/setup/mailbox.ts'
import { type Buyer, course, openShop } from '#tests/setup/shop.ts'

const mailbox = await openMailbox()
process.env.SMTP_URL = mailbox.url
const shop = await openShop()
const { db, control, orderOf, mails } = shop
const { changeGift } = await import('#lib/data/gifts/change-gift.ts')
const { findContradictions } = await import('#lib/data/books/find-contradictions.ts')
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { getCheckoutResult } = await import('#lib/data/checkout/get-checkout-result.ts')
const { getGift } = await import('#lib/data/gifts/get-gift.ts')
const { getPurchaseOrThrow } = await import('#lib/data/orders/get-purchase.ts')
const { hasActiveEntitlement } = await import('#lib/data/orders/has-active-entitlement.ts')
const { jobHandlers } = await import('#lib/data/site/job-handlers.ts')
const { reconcile } = await import('#lib/data/books/reconcile.ts')
const { redeemGift } = await import('#lib/data/gifts/redeem-gift.ts')
const { requestRefund } = await import('#lib/data/refunds/request-refund.ts')
const { startCheckout } = await import('#lib/data/checkout/start-checkout.ts')
const { toDay } = await import('#lib/domain/gift.ts')

afterAll(() => mailbox.close())
beforeEach(async () => {
  mailbox.mails.length = 0
  await shop.webhooks({ dropAll: true })
})

const dayInMs = 24 * 60 * 60 * 1000
const newAddress = () => `${crypto.randomUUID()}@example.com`
const wishFor = (recipientEmail: string, days = 0) => ({
  recipientEmail,
  fromName: 'Grace',
  message: 'For your birthday',
  sendOn: toDay(new Date(Date.now() + days * dayInMs)),
})

/** Does the mails of gifts that are due, as a worker would. */
async function workOff(name: 'gift-link' | 'gift-mail', now = new Date()): Promise<void> {
  const jobs = await db.$queryRaw<{ id: string; data: never }[]>`
    DELETE FROM pgboss.job WHERE name = ${name} AND start_after <= ${now} RETURNING id::text, data`
  for (const { id, data } of jobs) await jobHandlers[name]?.(data, { id })
}

const lastToken = () => mailbox.mails.at(-1)?.mail.text?.match(/gift\?token=([\w-]{43})/)?.[1] ?? ''

async function give(giver: Buyer | null, recipientEmail = newAddress(), days = 0) {
  const { orderId } = await startCheckout({
    courseSlug: course,
    viewer: giver,
    gift: wishFor(recipientEmail, days),
  })
  const { providerSessionId, number } = await db.order.findUniqueOrThrow({ where: { id: orderId } })
  const sessionId = providerSessionId ?? ''
  await shop.pay(sessionId, giver ? {} : { email: newAddress() })
  await fulfillCheckout(sessionId)
  return { orderId, sessionId, number, recipientEmail }
}

/** A gift whose link was mailed, with its token. */
async function given() {
  const giver = await shop.newUser()
  const gift = await give(giver)
  await workOff('gift-link')
  return { giver, ...gift, token: lastToken() }
}

describe('a gift', () => {
  test('is paid by one and opened for the other, by the link that is mailed today', async () => {
    const giver = await shop.newUser()
    const { orderId, number, recipientEmail } = await give(giver)
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', entitlement: null, isGift: true })
    expect(await mails(orderId)).toEqual(['gift-purchase'])
    expect(await findContradictions()).toEqual([])
    await workOff('gift-link')
    expect(mailbox.mails.map(({ to }) => to)).toEqual([[recipientEmail]])
    expect(mailbox.mails[0]?.mail.text).toContain('Grace writes: “For your birthday”')

    const token = lastToken()
    expect(await getGift(token, null)).toMatchObject({ state: 'WAITING', fromName: 'Grace' })
    expect(await redeemGift(token, null)).toEqual({ courseSlug: course })
    const recipient = await db.user.findUniqueOrThrow({ where: { email: recipientEmail } })
    expect(await hasActiveEntitlement(recipient.id, course)).toBe(true)
    expect(await hasActiveEntitlement(giver.userId, course)).toBe(false)
    await workOff('gift-mail')
    expect(mailbox.mails.at(-1)?.to).toEqual([recipientEmail])
    expect(mailbox.mails.at(-1)?.mail.text).toContain('/sign-in/confirm?token=')
    expect(await mails(orderId)).toEqual(['gift-purchase', 'gift-redeemed'])
    expect(await getPurchaseOrThrow(giver.userId, number)).toMatchObject({
      hasAccess: false,
      gift: { recipientEmail, isOpen: true, canChange: false },
    })
  })

  test('that is chosen for a later day is mailed on that day, in the morning', async () => {
    const { orderId } = await give(await shop.newUser(), newAddress(), 3)
    await workOff('gift-link')
    expect(mailbox.mails).toEqual([])
    const { sendAt } = await db.gift.findUniqueOrThrow({ where: { orderId } })
    expect(sendAt.toISOString()).toBe(`${toDay(new Date(Date.now() + 3 * dayInMs))}T08:00:00.000Z`)
    await workOff('gift-link', sendAt)
    expect(lastToken()).not.toBe('')
  })

  test('whoever holds the link redeems it with any account, once', async () => {
    const { token } = await given()
    const [one, other] = [await shop.newUser(), await shop.newUser()]
    const presses = await Promise.allSettled([one, one, other, other].map((user) => redeemGift(token, user)))
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const holders = await Promise.all([one, other].map(({ userId }) => hasActiveEntitlement(userId, course)))
    expect(holders.filter(Boolean)).toHaveLength(1)
    const late = redeemGift(token, null)
    await expect(late).rejects.toMatchObject({ code: 'gift_redeemed' })
  })

  test('who has the course keeps the gift whole, and passes it on', async () => {
    const { token } = await given()
    const learner = await shop.newUser()
    await shop.buy(learner)
    await expect(redeemGift(token, learner)).rejects.toMatchObject({ code: 'gift_not_yours' })
    expect(await getGift(token, learner.userId)).toMatchObject({ state: 'WAITING', viewerHolds: true })
    await redeemGift(token, await shop.newUser())
  })

  test('a giver who holds the course gives it; beside an order of their own, and a second gift', async () => {
    const giver = await shop.newUser()
    const own = await shop.open(giver)
    const [one, other] = [await give(giver), await give(giver)]
    expect(new Set([own.orderId, one.orderId, other.orderId]).size).toBe(3)
    await shop.pay(own.sessionId)
    expect(await fulfillCheckout(own.sessionId)).toBe('granted')
    expect((await orderOf((await give(giver)).orderId)).refunds).toEqual([])
  })

  test('pressing twice with the same words leads to the same checkout; other words make another', async () => {
    const viewer = await shop.newUser()
    const wish = { courseSlug: course, viewer, gift: wishFor('ada@example.com') }
    const [one, other] = [await startCheckout(wish), await startCheckout(wish)]
    expect(other.orderId).toBe(one.orderId)
    const changed = await startCheckout({ ...wish, gift: { ...wish.gift, message: 'Sorry' } })
    expect(changed.orderId).not.toBe(one.orderId)
  })

  test('of a guest: the receipt leads them to their gift', async () => {
    const { orderId, sessionId } = await give(null)
    const order = await orderOf(orderId)
    expect(order.userId).not.toBeNull()
    expect(await getCheckoutResult(sessionId, null)).toMatchObject({
      status: 'PAID',
      gift: { maskedEmail: expect.stringContaining('•••@example.com') },
    })
    await jobHandlers['order-mail']?.({ orderId, template: 'gift-purchase' }, { id: crypto.randomUUID() })
    expect(decodeURIComponent(mailbox.mails.at(-1)?.mail.text ?? '')).toContain(
      `returnTo=/account/purchases/${order.number}`,
    )
  })

  test('nothing that works stands in the database or the queue', async () => {
    const { token } = await given()
    const [{ found } = { found: 1n }] = await db.$queryRaw<{ found: bigint }[]>`
      SELECT (SELECT count(*) FROM "Gift" g WHERE g::text LIKE ${`%${token}%`})
        + (SELECT count(*) FROM pgboss.job j WHERE j::text LIKE ${`%${token}%`}) AS found`
    expect(Number(found)).toBe(0)
  })

  test('a link whose job was lost is mailed by the reconciler', async () => {
    const { orderId } = await give(await shop.newUser())
    await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'gift-link'`
    await db.gift.update({ where: { orderId }, data: { sendAt: new Date(Date.now() - 2 * 60 * 60 * 1000) } })
    await reconcile(new Date(), 0)
    expect(lastToken()).not.toBe('')
    await reconcile(new Date(), 0)
    expect(mailbox.mails).toHaveLength(1)
  })
})

describe('until it is redeemed, the giver', () => {
  test('gives it to somebody else: the first link ends, the new one works', async () => {
    const { giver, number, token } = await given()
    const friend = newAddress()
    await changeGift(giver.userId, number, wishFor(friend))
    expect(await getGift(token, null)).toBeNull()
    await expect(redeemGift(token, null)).rejects.toMatchObject({ code: 'gift_link_ended' })
    await workOff('gift-link')
    expect(mailbox.mails.at(-1)?.to).toEqual([friend])
    await redeemGift(lastToken(), null)
    const again = changeGift(giver.userId, number, wishFor(newAddress()))
    await expect(again).rejects.toMatchObject({ code: 'gift_not_changeable' })
  })

  test('has it mailed again, five times a day, and nobody else can', async () => {
    const { giver, number, token } = await given()
    const stranger = await shop.newUser()
    await expect(changeGift(stranger.userId, number, null)).rejects.toMatchObject({ code: 'not_found' })
    for (let i = 0; i < 5; i++) await changeGift(giver.userId, number, null)
    await expect(changeGift(giver.userId, number, null)).rejects.toMatchObject({ code: 'rate_limited' })
    mailbox.mails.length = 0
    await workOff('gift-link')
    // Those in between were overtaken.
    expect(mailbox.mails).toHaveLength(1)
    expect(lastToken()).not.toBe(token)
    await redeemGift(lastToken(), stranger)
  })

  test('takes it back, however late: the link ends, and no link is mailed any more', async () => {
    const { giver, number, token, orderId, sessionId } = await given()
    const muchLater = new Date(Date.now() + 200 * dayInMs)
    expect(await getPurchaseOrThrow(giver.userId, number, muchLater)).toMatchObject({
      refundDeadline: null,
      refundObstacle: null,
    })
    await requestRefund(giver.userId, number, muchLater)
    await expect(redeemGift(token, null)).rejects.toMatchObject({ code: 'gift_taken_back' })
    await expect(changeGift(giver.userId, number, null)).rejects.toMatchObject({
      code: 'gift_not_changeable',
    })
    expect(await getGift(token, null)).toMatchObject({ state: 'TAKEN_BACK' })
    await shop.workOffRefunds(orderId)
    expect(await shop.providerRefunds(sessionId)).toHaveLength(1)
    expect((await orderOf(orderId)).status).toBe('REFUNDED')
  })

  test('redeemed and taken back at the same moment: money or access, never both', async () => {
    const { giver, number, token, orderId } = await given()
    const user = await shop.newUser()
    await Promise.allSettled([redeemGift(token, user), requestRefund(giver.userId, number)])
    const { refunds, entitlement } = await orderOf(orderId)
    expect(refunds).toHaveLength(1)
    expect(entitlement === null || entitlement.revokedAt !== null).toBe(true)
    expect(await hasActiveEntitlement(user.userId, course)).toBe(false)
  })
})

describe('after it was redeemed', () => {
  async function redeemed() {
    const gift = await given()
    const learner = await shop.newUser()
    await redeemGift(gift.token, learner)
    const snapshot = { name: 'Ada', courseTitle: 'x', courseVersion: '1', courseMinutes: 1, lessonCount: 1 }
    await db.certificate.create({
      data: { id: crypto.randomUUID(), userId: learner.userId, courseSlug: course, ...snapshot },
    })
    const standing = async () => {
      const { revokedReason } = await db.certificate.findFirstOrThrow({ where: { userId: learner.userId } })
      return { access: await hasActiveEntitlement(learner.userId, course), revokedReason }
    }
    mailbox.mails.length = 0
    await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'gift-mail'`
    return { ...gift, learner, standing }
  }

  test('the giver takes it back for 30 days: access and certificate end, and the learner is told', async () => {
    const { giver, number, orderId, learner, standing } = await redeemed()
    const { redeemedAt } = await db.gift.findUniqueOrThrow({ where: { orderId } })
    const deadline = (redeemedAt?.getTime() ?? 0) + 30 * dayInMs
    const late = requestRefund(giver.userId, number, new Date(deadline + 1))
    await expect(late).rejects.toMatchObject({ code: 'refund_window_over' })
    await expect(requestRefund(learner.userId, number)).rejects.toMatchObject({ code: 'not_found' })
    await requestRefund(giver.userId, number, new Date(deadline))
    expect(await standing()).toEqual({ access: false, revokedReason: 'REFUNDED' })
    await workOff('gift-mail')
    expect(mailbox.mails.map(({ to, mail }) => [to[0], mail.subject])).toEqual([
      [learner.email, 'A gift has ended'],
    ])
    await shop.workOffRefunds(orderId)
    expect(await standing()).toEqual({ access: false, revokedReason: 'REFUNDED' })
  })

  test('a dispute of the giver pauses it, one that is won restores it', async () => {
    const { sessionId, standing, orderId } = await redeemed()
    const { id } = (await control('/disputes', { payment_intent: await shop.intentOf(sessionId) })) as {
      id: string
    }
    await fulfillCheckout(sessionId)
    expect(await standing()).toEqual({ access: false, revokedReason: 'DISPUTED' })
    await control(`/disputes/${id}`, { status: 'won' })
    await fulfillCheckout(sessionId)
    expect(await standing()).toEqual({ access: true, revokedReason: null })
    await workOff('gift-mail')
    expect(mailbox.mails.map(({ mail }) => mail.subject)).toEqual([
      'A gift has ended',
      'Your course is open again',
    ])
    expect(await mails(orderId)).toEqual(['gift-purchase', 'gift-redeemed'])
  })
})
