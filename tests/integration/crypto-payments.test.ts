/** Payments in crypto, over HTTP, with the sandbox in BTCPay Server's place. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openCryptoShop } from '#tests/setup/crypto-shop.ts'
import { course } from '#tests/setup/shop.ts'

const shop = await openCryptoShop()
const { db, newUser, open, openInvoice, send, end, bought, kinds, orderOf, expectBooksAgree } = shop
const { mails, ownerMails, workOffRefunds, flush } = shop
const { hasActiveEntitlement } = await import('#lib/data/orders/has-active-entitlement.ts')
const { refundAsOwner } = await import('#lib/data/refunds/request-refund.ts')
const { acceptLatePayment } = await import('#lib/data/orders/accept-late-payment.ts')
const { closeInvoice, getInvoice } = await import('#lib/server/btcpay/invoices.ts')

const price = 2900

describe('a payment in crypto', () => {
  test('in full opens the course, and the ledger says what BTCPay says', async () => {
    const { orderId, hasAccess } = await bought()
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', provider: 'BTCPAY' })
    expect(await kinds(orderId)).toEqual(['CHARGE 2900', 'DEPOSIT 2900', 'DEPOSIT_USED 2900'])
    expect(await hasAccess()).toBe(true)
    expect(await mails(orderId)).toEqual(['purchase'])
    await expectBooksAgree(orderId)
  })

  test('opens nothing before the network has confirmed it', async () => {
    const { orderId, sessionId, viewer } = await openInvoice()
    await send(sessionId, { slowly: true })
    await flush()
    expect(await orderOf(orderId)).toMatchObject({ status: 'PROCESSING', payments: [], entitlement: null })
    await end(sessionId, 'confirm')
    await flush()
    expect(await hasActiveEntitlement(viewer.userId, course)).toBe(true)
  })

  test('that the network drops ends the order', async () => {
    const { orderId, sessionId } = await openInvoice()
    await send(sessionId, { slowly: true })
    await end(sessionId, 'drop')
    await flush()
    expect(await orderOf(orderId)).toMatchObject({ status: 'FAILED', payments: [], entitlement: null })
  })

  test('of too little waits for the rest, and the rest buys the course', async () => {
    const { orderId, sessionId, viewer } = await openInvoice()
    await send(sessionId, { send: 12.83 })
    await flush()
    expect(await orderOf(orderId)).toMatchObject({ status: 'PENDING', entitlement: null, refunds: [] })
    await send(sessionId)
    await flush()
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', refunds: [] })
    expect(await hasActiveEntitlement(viewer.userId, course)).toBe(true)
    await expectBooksAgree(orderId)
  })

  test('of too little goes back when its time is over, with a page to claim it', async () => {
    const { orderId, sessionId } = await openInvoice()
    await send(sessionId, { send: 'little' })
    await flush()
    await end(sessionId, 'expire')
    await flush()
    expect(await orderOf(orderId)).toMatchObject({
      status: 'EXPIRED',
      entitlement: null,
      refunds: [{ origin: 'UNMATCHED', status: 'REQUESTED', amountInCents: 1450 }],
    })
    await workOffRefunds(orderId)
    const { refunds } = await orderOf(orderId)
    expect(refunds).toMatchObject([{ status: 'SENT', claimUrl: expect.stringContaining('/pull-payments/') }])
    expect(await mails(orderId)).toEqual(['payment-short', 'refund-claim'])
    await expectBooksAgree(orderId)
  })

  test('of too much opens the course, and the surplus goes back', async () => {
    const { orderId, sessionId, viewer } = await openInvoice()
    await send(sessionId, { send: 35 })
    await flush()
    await workOffRefunds(orderId)
    expect(await orderOf(orderId)).toMatchObject({
      status: 'PAID',
      refunds: [{ origin: 'UNMATCHED', status: 'SENT', amountInCents: 600 }],
    })
    expect(await hasActiveEntitlement(viewer.userId, course)).toBe(true)
    await expectBooksAgree(orderId)
  })

  describe('that comes in full after its time', () => {
    async function late() {
      const opened = await openInvoice()
      await end(opened.sessionId, 'expire')
      await send(opened.sessionId)
      await flush()
      return opened
    }

    test('is put before the owner, and told to the buyer', async () => {
      const { orderId, viewer } = await late()
      const { number, problem } = await orderOf(orderId)
      expect(problem).toContain('too late')
      expect(await ownerMails(number)).toEqual([`Order ${number} needs you`])
      expect(await mails(orderId)).toEqual(['payment-late'])
      expect(await hasActiveEntitlement(viewer.userId, course)).toBe(false)
      await expectBooksAgree(orderId)
    })

    test('accepted, it opens the course, and is counted once', async () => {
      const { orderId, viewer } = await late()
      const owner = await newUser()
      await acceptLatePayment(owner, { orderId, reason: 'it came a minute late' })
      expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', problem: null, refunds: [] })
      expect(await hasActiveEntitlement(viewer.userId, course)).toBe(true)
      await expectBooksAgree(orderId)
    })

    test('sent back by the owner, it is claimed like every refund', async () => {
      const { orderId } = await late()
      const owner = await newUser()
      await refundAsOwner(owner, { orderId, reason: 'too late' })
      await workOffRefunds(orderId)
      expect(await orderOf(orderId)).toMatchObject({
        problem: null,
        refunds: [{ origin: 'UNMATCHED', status: 'SENT', amountInCents: price }],
      })
      await expectBooksAgree(orderId)
    })
  })

  test('as a guest goes to the address that was typed on our page', async () => {
    const email = `${randomUUID()}@example.com`
    const { orderId, sessionId } = await open(null, { way: 'crypto', email })
    await send(sessionId)
    await flush()
    const order = await orderOf(orderId)
    expect(order).toMatchObject({ email, status: 'PAID', entitlement: { revokedAt: null } })
    expect(await db.user.count({ where: { email } })).toBe(1)
    await expect(open(null, { way: 'crypto' })).rejects.toMatchObject({ code: 'email_needed' })
  })

  test('for a course that is held already goes back by itself', async () => {
    const { viewer, hasAccess } = await bought()
    const second = await db.order.create({
      data: { ...(await copyOf(viewer.userId)), providerSessionId: null, number: randomUUID() },
    })
    const { checkoutsOf } = await import('#lib/data/checkout/checkouts.ts')
    const { getCourseOutlineOrThrow } = await import('#lib/server/courses.ts')
    const { sessionId } = await checkoutsOf(second).open(getCourseOutlineOrThrow(course), second)
    await send(sessionId)
    await flush()
    await workOffRefunds(second.id)
    expect(await orderOf(second.id)).toMatchObject({
      refunds: [{ origin: 'DUPLICATE', status: 'SENT', amountInCents: price }],
    })
    expect(await mails(second.id)).toEqual(['duplicate-refunded', 'refund-claim'])
    expect(await hasAccess()).toBe(true)
  })

  async function copyOf(userId: string) {
    const { courseSlug, email, amountInCents, currency, terms } = await db.order.findFirstOrThrow({
      where: { userId },
    })
    return {
      userId,
      courseSlug,
      email,
      amountInCents,
      currency,
      terms: Object(terms),
      provider: 'BTCPAY',
    } as const
  }
})

test('who changes from card to crypto and back has one open order at a time', async () => {
  const viewer = await newUser()
  const card = await open(viewer)
  const crypto = await open(viewer, { way: 'crypto' })
  expect(crypto.orderId).not.toBe(card.orderId)
  expect(await orderOf(card.orderId)).toMatchObject({ status: 'EXPIRED' })
  expect((await open(viewer, { way: 'crypto' })).sessionId).toBe(crypto.sessionId)
  const again = await open(viewer)
  expect(await orderOf(crypto.orderId)).toMatchObject({ status: 'FAILED' })
  expect(again.url).toContain('/c/pay/')
})

test('an invoice is closed by many at once, and one that was paid meanwhile is left as it is', async () => {
  const { sessionId } = await openInvoice()
  await Promise.all(Array.from({ length: 6 }, () => closeInvoice(sessionId)))
  expect(await getInvoice(sessionId)).toMatchObject({ status: 'Invalid' })
  const paid = await bought()
  await closeInvoice(paid.sessionId)
  expect(await getInvoice(paid.sessionId)).toMatchObject({ status: 'Settled' })
})
