/** A gift that is paid in crypto, from the choice to the claim of its refund. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openMailbox } from '#tests/setup/mailbox.ts'
import { type Buyer, course, openShop } from '#tests/setup/shop.ts'

const mailbox = await openMailbox()
process.env.SMTP_URL = mailbox.url
const shop = await openShop()
const { db, control, orderOf, mails, flush, open, newUser, workOffRefunds } = shop
const { acceptLatePayment } = await import('#lib/data/orders/accept-late-payment.ts')
const { confirmWithdrawal } = await import('#lib/data/withdrawals/confirm-withdrawal.ts')
const { findContradictions } = await import('#lib/data/books/find-contradictions.ts')
const { getCheckoutResult } = await import('#lib/data/checkout/get-checkout-result.ts')
const { getGift } = await import('#lib/data/gifts/get-gift.ts')
const { getOwnerOrder } = await import('#lib/data/owner/get-owner-order.ts')
const { getPurchaseOrThrow } = await import('#lib/data/orders/get-purchase.ts')
const { hasActiveEntitlement } = await import('#lib/data/orders/has-active-entitlement.ts')
const { jobHandlers } = await import('#lib/data/site/job-handlers.ts')
const { quoteInCrypto } = await import('#lib/data/checkout/quote-in-crypto.ts')
const { redeemGift } = await import('#lib/data/gifts/redeem-gift.ts')
const { refundAsOwner, requestRefund } = await import('#lib/data/refunds/request-refund.ts')
const { startCheckout } = await import('#lib/data/checkout/start-checkout.ts')
const { toDay } = await import('#lib/domain/gift.ts')
const { getCourseOutlineOrThrow } = await import('#lib/server/courses.ts')

afterAll(() => mailbox.close())
beforeEach(() => {
  mailbox.mails.length = 0
})

const dayInMs = 24 * 60 * 60 * 1000
const newAddress = () => `${crypto.randomUUID()}@example.com`
const wishFor = (recipientEmail: string, message = 'For your birthday') => ({
  recipientEmail,
  fromName: 'Grace',
  message,
  sendOn: toDay(new Date()),
})
const send = (invoice: string, how: object = {}) => control(`/btcpay/invoices/${invoice}/send`, how)
const end = (invoice: string, how: string) => control(`/btcpay/invoices/${invoice}/end`, { end: how })

/** Does the jobs of a queue that are about an order, as a worker would. */
async function workOff(name: 'gift-link' | 'gift-mail' | 'order-mail', orderId: string): Promise<void> {
  const jobs = await db.$queryRaw<{ id: string; data: never }[]>`
    SELECT id::text, data FROM pgboss.job WHERE name = ${name} AND data->>'orderId' = ${orderId} ORDER BY created_on`
  for (const { id, data } of jobs) await jobHandlers[name]?.(data, { id })
}
const subjects = () => mailbox.mails.map(({ mail }) => mail.subject?.replace(/,? ?order .*/, '') ?? '')
const textOf = (subject: RegExp) =>
  mailbox.mails.find(({ mail }) => subject.test(mail.subject ?? ''))?.mail.text?.replaceAll('\n', ' ') ?? ''

async function begun(giver: Buyer | null = null, how: object = {}) {
  const viewer = giver ?? (await newUser())
  const recipientEmail = newAddress()
  const opened = await open(viewer, { way: 'crypto', gift: wishFor(recipientEmail), ...how })
  const { number } = await orderOf(opened.orderId)
  return { ...opened, giver: viewer, recipientEmail, number }
}

/** A gift that is paid exactly, with the token of the link that was mailed. */
async function given() {
  const gift = await begun()
  await send(gift.sessionId)
  await flush()
  await workOff('gift-link', gift.orderId)
  const token = mailbox.mails.at(-1)?.mail.text?.match(/gift\?token=([\w-]{43})/)?.[1] ?? ''
  return { ...gift, token }
}

const pullOf = async (orderId: string) => (await orderOf(orderId)).refunds.at(-1)?.claimUrl?.split('/').at(-1)

/** The buyer names an address, and the owner pays it out. */
async function payOut(orderId: string): Promise<void> {
  const claimed = (await control(`/btcpay/pull-payments/${await pullOf(orderId)}/claim`)) as {
    payouts: { id: string }[]
  }
  const payout = claimed.payouts.at(-1)?.id
  for (const state of ['AwaitingPayment', 'Completed']) await control(`/btcpay/payouts/${payout}`, { state })
  await flush()
}

async function expectBooksAgree(orderId: string): Promise<void> {
  const answer = await fetch(`${shop.sandbox.url}/_sandbox/books`)
  const { crypto: books } = (await answer.json()) as { crypto: { orderId: string; net: number }[] }
  const { sumLedger } = await import('#lib/domain/order.ts')
  expect(books.find((one) => one.orderId === orderId)?.net).toBe(
    sumLedger((await orderOf(orderId)).payments).netInCents,
  )
}

describe('beginning to pay for a gift', () => {
  test('a second press with the same words leads to the same invoice, also of two at once', async () => {
    const viewer = await newUser()
    const wish = { courseSlug: course, viewer, way: 'crypto', gift: wishFor(newAddress()) } as const
    const presses = await Promise.all([1, 2, 3].map(() => startCheckout(wish)))
    expect(new Set(presses.map(({ orderId }) => orderId)).size).toBe(1)
    expect(new Set(presses.map(({ url }) => url)).size).toBe(1)
    const other = await startCheckout({ ...wish, gift: wishFor(newAddress()) })
    expect((await startCheckout(wish)).url).toBe(presses[0]?.url)
    expect(other.url).not.toBe(presses[0]?.url)
  })

  test('who chooses the other way goes on with it, and the first is closed', async () => {
    const viewer = await newUser()
    const gift = wishFor(newAddress())
    const byCard = await open(viewer, { gift })
    const inCrypto = await open(viewer, { gift, way: 'crypto' })
    expect(await orderOf(byCard.orderId)).toMatchObject({ status: 'EXPIRED' })
    expect(await orderOf(inCrypto.orderId)).toMatchObject({ provider: 'BTCPAY', isGift: true })
    const again = await open(viewer, { gift })
    expect(again.url).toContain('/c/pay/')
    expect(await orderOf(inCrypto.orderId)).toMatchObject({ status: 'FAILED' })
  })

  test('who has paid a part is told where that stands, whatever they choose then', async () => {
    const viewer = await newUser()
    const gift = wishFor(newAddress())
    const { orderId, sessionId } = await open(viewer, { gift, way: 'crypto' })
    await send(sessionId, { send: 5 })
    await flush()
    const byCard = await startCheckout({ courseSlug: course, viewer, gift })
    expect(byCard).toMatchObject({ orderId, url: `/checkout/return?session_id=${sessionId}` })
    expect((await getCheckoutResult(sessionId, null))?.crypto).toMatchObject({ seenInCents: 500 })
  })

  test('a guest says where the receipt goes, and it leads to the gift', async () => {
    const gift = wishFor(newAddress())
    await expect(open(null, { way: 'crypto', gift })).rejects.toMatchObject({ code: 'email_needed' })
    const email = newAddress()
    const first = await open(null, { way: 'crypto', gift, email })
    const again = await open(null, { way: 'crypto', gift, email, guestOrderId: first.orderId })
    expect(again.url).toBe(first.url)
    await send(first.sessionId, { slowly: true })
    await flush()
    const waiting = await startCheckout({
      courseSlug: course,
      viewer: null,
      way: 'crypto',
      gift,
      email,
      guestOrderId: first.orderId,
    })
    expect(waiting.url).toBe(`/checkout/return?session_id=${first.sessionId}`)
    await end(first.sessionId, 'confirm')
    await flush()
    const { number, userId } = await orderOf(first.orderId)
    expect(userId).not.toBeNull()
    await workOff('order-mail', first.orderId)
    const receipt = mailbox.mails.find(({ to }) => to[0] === email)?.mail
    expect(receipt?.subject).toBe(`Your receipt for a gift, order ${number}`)
    expect(decodeURIComponent(receipt?.text ?? '')).toContain(`returnTo=/account/purchases/${number}`)
  })

  test('a code takes off its part; its last use moves along when the gift is changed', async () => {
    await db.promotionCode.create({ data: { code: 'GIFT-ONCE', percentOff: 50, maxOrders: 1 } })
    const viewer = await newUser()
    const how = { way: 'crypto', promotionCode: 'gift-once' } as const
    const first = await open(viewer, { ...how, gift: wishFor(newAddress()) })
    const outline = getCourseOutlineOrThrow(course)
    const mine = await quoteInCrypto(outline, 'GIFT-ONCE', { viewer }, 'network a')
    expect(mine).toMatchObject({ dueInCents: 1450, problem: null })
    const others = await quoteInCrypto(outline, 'GIFT-ONCE', { viewer: await newUser() }, 'network b')
    expect(others).toMatchObject({ dueInCents: 2900, problem: 'This promotion code has run out.' })

    const second = await open(viewer, { ...how, gift: wishFor(newAddress()) })
    expect(second.orderId).not.toBe(first.orderId)
    expect(await orderOf(first.orderId)).toMatchObject({ status: 'FAILED' })
    await send(second.sessionId)
    await flush()
    expect(await orderOf(second.orderId)).toMatchObject({ status: 'PAID', discountInCents: 1450 })
    const third = open(viewer, { ...how, gift: wishFor(newAddress()) })
    await expect(third).rejects.toMatchObject({ code: 'code_over' })
  })

  test('a code for all of it gives the course without a payment, once however often it is pressed', async () => {
    await db.promotionCode.create({ data: { code: 'GIFT-FREE', percentOff: 100 } })
    for (const viewer of [await newUser(), null]) {
      const wish = {
        courseSlug: course,
        viewer,
        ...(viewer ? {} : { email: newAddress() }),
        way: 'crypto',
        promotionCode: 'GIFT-FREE',
        gift: wishFor(newAddress()),
      } as const
      const first = await startCheckout(wish)
      const presses = await Promise.all(
        [1, 2].map(() => startCheckout({ ...wish, guestOrderId: first.orderId })),
      )
      expect(presses.map(({ url }) => url)).toEqual([first.url, first.url])
      expect(first.url).toMatch(/session_id=free_/)
      expect(await orderOf(first.orderId)).toMatchObject({ status: 'PAID', problem: null })
      expect(await mails(first.orderId)).toEqual(['gift-purchase'])
      const session = first.url.split('=')[1] ?? ''
      expect(await getCheckoutResult(session, null)).toMatchObject({ paidInCents: 0, status: 'PAID' })
    }
    const presser = await newUser()
    const wish = { courseSlug: course, viewer: presser, way: 'crypto', promotionCode: 'GIFT-FREE' } as const
    const gift = wishFor(newAddress())
    const atOnce = await Promise.all([1, 2, 3].map(() => startCheckout({ ...wish, gift })))
    expect(new Set(atOnce.map(({ url }) => url)).size).toBe(1)
    expect(await orderOf(atOnce[0]?.orderId ?? '')).toMatchObject({ status: 'PAID', problem: null })
  })
})

describe('a gift paid in crypto', () => {
  test('exactly is announced once, redeemed, and shown with both words', async () => {
    const { orderId, number, giver, token, recipientEmail } = await given()
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', entitlement: null })
    expect(await mails(orderId)).toEqual(['gift-purchase'])
    expect(mailbox.mails.map(({ to }) => to)).toEqual([[recipientEmail]])
    expect(await getPurchaseOrThrow(giver.userId, number)).toMatchObject({
      isCrypto: true,
      paidInCents: 2900,
      hasAccess: false,
      gift: { recipientEmail, canChange: true },
    })
    expect(await getOwnerOrder({ isOwner: true }, number)).toMatchObject({
      provider: 'BTCPAY',
      gift: { recipientEmail, redeemedAt: null },
    })
    const learner = await newUser()
    await redeemGift(token, learner)
    expect(await hasActiveEntitlement(learner.userId, course)).toBe(true)
    expect(await getOwnerOrder({ isOwner: true }, number)).toMatchObject({ redeemedBy: learner.email })
    await expectBooksAgree(orderId)
    expect(await findContradictions()).toEqual([])
  })

  test('too little goes back when the time is over, and the gift is never announced', async () => {
    const { orderId, sessionId, recipientEmail } = await begun()
    await send(sessionId, { send: 'little' })
    await flush()
    await workOff('order-mail', orderId)
    expect(textOf(/still missing/)).toContain('The gift is paid when the rest is there, too.')
    await end(sessionId, 'expire')
    await flush()
    await workOffRefunds(orderId)
    expect(await orderOf(orderId)).toMatchObject({
      status: 'EXPIRED',
      refunds: [{ origin: 'UNMATCHED', status: 'SENT', amountInCents: 1450 }],
    })
    await workOff('gift-link', orderId)
    await workOff('order-mail', orderId)
    expect(mailbox.mails.some(({ to }) => to.includes(recipientEmail))).toBe(false)
    expect(await mails(orderId)).toEqual(['payment-short', 'refund-claim'])
    const claim = textOf(/^Claim \$14\.50/)
    expect(claim).toContain('the gift was not bought with it')
    expect(claim).toContain('less than the $29 that were due')
    expect(claim).toContain(`/buy/${course}/gift`)
    await payOut(orderId)
    await expectBooksAgree(orderId)
  })

  test('too much stands, and the surplus goes back', async () => {
    const { orderId, sessionId, number, giver } = await begun()
    await send(sessionId, { send: 35 })
    await flush()
    await workOffRefunds(orderId)
    await workOff('order-mail', orderId)
    expect(await orderOf(orderId)).toMatchObject({
      status: 'PAID',
      refunds: [{ origin: 'UNMATCHED', status: 'SENT', amountInCents: 600 }],
    })
    expect(textOf(/^Claim \$6/)).toContain('The gift is paid all the same')
    expect((await getPurchaseOrThrow(giver.userId, number)).gift).toMatchObject({ canChange: true })
    await payOut(orderId)
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', refunds: [{ status: 'DONE' }] })
    await expectBooksAgree(orderId)
  })

  test('late waits for the owner, and is announced when they accept it', async () => {
    const { orderId, sessionId, recipientEmail } = await begun()
    await end(sessionId, 'expire')
    await send(sessionId)
    await flush()
    await workOff('gift-link', orderId)
    await workOff('order-mail', orderId)
    expect(subjects()).toEqual(['Your payment came late'])
    expect(textOf(/came late/)).toContain('so that the gift’s link can go out')
    await acceptLatePayment(await newUser(), { orderId, reason: 'it came a minute late' })
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', problem: null, refunds: [] })
    await workOff('gift-link', orderId)
    expect(mailbox.mails.at(-1)?.to).toEqual([recipientEmail])
    expect(await mails(orderId)).toEqual(['payment-late', 'gift-purchase'])
    await expectBooksAgree(orderId)
  })
})

describe('taken back', () => {
  test('by its giver before it is redeemed, however late: the link ends, and the money is claimed', async () => {
    const { orderId, number, giver, token } = await given()
    await requestRefund(giver.userId, number, new Date(Date.now() + 200 * dayInMs))
    await expect(redeemGift(token, null)).rejects.toMatchObject({ code: 'gift_taken_back' })
    expect(await getGift(token, null)).toMatchObject({ state: 'TAKEN_BACK' })
    await workOffRefunds(orderId)
    mailbox.mails.length = 0
    await workOff('order-mail', orderId)
    expect(subjects()).toEqual(['Your receipt for a gift', 'Your refund of $29', 'Claim $29'])
    expect(textOf(/^Your refund/)).toContain('The gift ends with it')
    expect(textOf(/^Your refund/)).toContain('in crypto')
    await payOut(orderId)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED' })
    await expectBooksAgree(orderId)
  })

  test('by its giver within 30 days of the redemption, and not after', async () => {
    const { orderId, number, giver, token } = await given()
    const learner = await newUser()
    await redeemGift(token, learner)
    const { redeemedAt } = await db.gift.findUniqueOrThrow({ where: { orderId } })
    const deadline = (redeemedAt?.getTime() ?? 0) + 30 * dayInMs
    const late = requestRefund(giver.userId, number, new Date(deadline + 1))
    await expect(late).rejects.toMatchObject({ code: 'refund_window_over' })
    await requestRefund(giver.userId, number, new Date(deadline))
    expect(await hasActiveEntitlement(learner.userId, course)).toBe(false)
    await workOff('gift-mail', orderId)
    expect(subjects()).toContain('A gift has ended')
    await workOffRefunds(orderId)
    await payOut(orderId)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED' })
    await expectBooksAgree(orderId)
  })

  test('by the withdrawal form, without signing in', async () => {
    const { orderId, number, giver, token } = await given()
    const statement = { order: number, email: giver.email, name: 'Grace', statedAt: new Date().toISOString() }
    await jobHandlers['withdrawal-mail']?.(statement, { id: crypto.randomUUID() })
    const link = mailbox.mails.at(-1)?.mail.text?.match(/confirm\?token=([\w-]{43})/)?.[1] ?? ''
    await confirmWithdrawal(link)
    await expect(redeemGift(token, null)).rejects.toMatchObject({ code: 'gift_taken_back' })
    await workOffRefunds(orderId)
    await payOut(orderId)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED', refunds: [{ origin: 'LEARNER' }] })
    await expectBooksAgree(orderId)
  })

  test('in part by the owner: the gift stands, and the rest is the giver’s to take back', async () => {
    const { orderId, number, giver, token } = await given()
    await refundAsOwner(await newUser(), { orderId, amountInCents: 900, reason: 'a rebate' })
    await workOffRefunds(orderId)
    expect(await getGift(token, null)).toMatchObject({ state: 'WAITING' })
    mailbox.mails.length = 0
    await workOff('order-mail', orderId)
    expect(textOf(/^Your refund of \$9/)).toContain('The gift stands: this is a part of what you paid.')
    await payOut(orderId)
    await redeemGift(token, await newUser())
    await requestRefund(giver.userId, number)
    await workOffRefunds(orderId)
    await payOut(orderId)
    expect(await orderOf(orderId)).toMatchObject({
      status: 'REFUNDED',
      refunds: [{ amountInCents: 900 }, { amountInCents: 2000 }],
    })
    await expectBooksAgree(orderId)
  })
})

describe('a part of the price', () => {
  test('is told once, with what is missing and until when, confirmed or not', async () => {
    const email = newAddress()
    const { orderId, sessionId } = await open(null, { way: 'crypto', email })
    await send(sessionId, { send: 9, slowly: true })
    await flush()
    await end(sessionId, 'confirm')
    await flush()
    await send(sessionId, { send: 10 })
    await flush()
    expect(await mails(orderId)).toEqual(['payment-short'])
    await workOff('order-mail', orderId)
    expect(mailbox.mails.map(({ to }) => to)).toEqual([[email]])
    const text = textOf(/^\$10 is still missing/)
    expect(text).toContain('You sent $19 of the $29')
    expect(text).toMatch(/Until: \d+ \w+ \d{4}, \d\d:\d\d UTC/)
    expect(text).toContain('what arrived goes back to you, in crypto')
    expect(text).toContain(`/checkout/return?session_id=${sessionId}`)
    expect(text).toContain('/i/')
  })

  test('is not told when the rest has come, or the time is over, before the mail goes', async () => {
    const [whole, over] = [await begun(), await begun()]
    for (const { sessionId } of [whole, over]) await send(sessionId, { send: 9 })
    await flush()
    await send(whole.sessionId)
    await end(over.sessionId, 'expire')
    for (const { orderId } of [whole, over]) {
      expect(await mails(orderId)).toContain('payment-short')
      const [{ id } = { id: '' }] = await db.$queryRaw<{ id: string }[]>`SELECT id::text FROM pgboss.job
        WHERE data->>'orderId' = ${orderId} AND data->>'template' = 'payment-short'`
      await jobHandlers['order-mail']?.({ orderId, template: 'payment-short' }, { id })
    }
    expect(mailbox.mails).toEqual([])
  })

  test('too small to be sent back by itself says so', async () => {
    const { orderId, sessionId } = await begun()
    await send(sessionId, { send: 0.4 })
    await flush()
    await workOff('order-mail', orderId)
    expect(textOf(/still missing/)).toContain('it goes back when you ask')
  })
})
