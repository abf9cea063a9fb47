/** Payments in crypto, over HTTP, with the sandbox in BTCPay Server's place. */
import { createHmac, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { course, openShop } from '../setup/shop.ts'

const shop = await openShop()
const { db, newUser, open, control, orderOf, mails, ownerMails, workOffRefunds, webhooks, flush } = shop
const { reconcile } = await import('#lib/data/reconcile.ts')
const { fulfillCheckout } = await import('#lib/data/fulfill-checkout.ts')
const { hasActiveEntitlement } = await import('#lib/data/has-active-entitlement.ts')
const { requestRefund, refundAsOwner } = await import('#lib/data/request-refund.ts')
const { acceptLatePayment } = await import('#lib/data/accept-late-payment.ts')
const { startCheckout } = await import('#lib/data/start-checkout.ts')
const { POST } = await import('#app/api/webhooks/btcpay/route.ts')

const secret = process.env.BTCPAY_WEBHOOK_SECRET ?? ''
const price = 2900

const openInvoice = async () => {
  const viewer = await newUser()
  return { viewer, ...(await open(viewer, { way: 'crypto' })) }
}
const send = (invoice: string, how: object = {}) => control(`/btcpay/invoices/${invoice}/send`, how)
const end = (invoice: string, how: string) => control(`/btcpay/invoices/${invoice}/end`, { end: how })
const kinds = async (orderId: string) =>
  (await orderOf(orderId)).payments.map(({ kind, amountInCents }) => `${kind} ${amountInCents}`).sort()

interface Books {
  crypto: { orderId: string; received: number; refunded: number; net: number }[]
}
/** Our ledger and the sandbox's books say the same of this order. */
async function expectBooksAgree(orderId: string) {
  const answer = await fetch(`${shop.sandbox.url}/_sandbox/books`)
  const theirs = ((await answer.json()) as Books).crypto.find((one) => one.orderId === orderId)
  const { sumLedger } = await import('#lib/domain/order.ts')
  expect(theirs?.net).toBe(sumLedger((await orderOf(orderId)).payments).netInCents)
}

async function bought() {
  const opened = await openInvoice()
  await send(opened.sessionId)
  await flush()
  const { number } = await orderOf(opened.orderId)
  return { ...opened, number, hasAccess: () => hasActiveEntitlement(opened.viewer.userId, course) }
}

/** The pull payment of an order's refund, by what is in its claim link. */
async function pullOf(orderId: string): Promise<string> {
  const { refunds } = await orderOf(orderId)
  return refunds.at(-1)?.claimUrl?.split('/').at(-1) ?? ''
}

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
      expect(problem).toContain('after the time')
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
    const { checkoutsOf } = await import('#lib/data/checkouts.ts')
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

describe('a refund in crypto', () => {
  async function refunded() {
    const purchase = await bought()
    await requestRefund(purchase.viewer.userId, purchase.number)
    await workOffRefunds(purchase.orderId)
    return { ...purchase, pull: await pullOf(purchase.orderId) }
  }
  const payoutOf = async (pull: string) =>
    ((await control(`/btcpay/pull-payments/${pull}/claim`)) as { payouts: { id: string }[] }).payouts.at(-1)
      ?.id
  const move = async (payout: string | undefined, state: string) => {
    await control(`/btcpay/payouts/${payout}`, { state })
    await flush()
  }

  test('ends access, is claimed by its buyer, and is followed until it is paid out', async () => {
    const { orderId, number, pull, hasAccess } = await refunded()
    expect(await hasAccess()).toBe(false)
    expect(await orderOf(orderId)).toMatchObject({
      status: 'PAID',
      refunds: [{ status: 'SENT', claimSteps: 0 }],
    })
    const payout = await payoutOf(pull)
    await flush()
    expect((await orderOf(orderId)).refunds).toMatchObject([{ status: 'SENT', claimSteps: 1 }])
    expect(await ownerMails(number)).toContain(`Pay out the refund of order ${number}`)
    await move(payout, 'AwaitingPayment')
    await move(payout, 'Completed')
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED', refunds: [{ status: 'DONE' }] })
    expect(await mails(orderId)).toEqual(['purchase', 'refund-requested', 'refund-claim', 'refund-done'])
    await expectBooksAgree(orderId)
  })

  test('whose payout was called off waits for another address', async () => {
    const { orderId, pull } = await refunded()
    await move(await payoutOf(pull), 'Cancelled')
    expect((await orderOf(orderId)).refunds).toMatchObject([{ status: 'SENT', claimSteps: 2 }])
    expect(await mails(orderId)).toContain('refund-claim-again')
    const again = await payoutOf(pull)
    await move(again, 'AwaitingPayment')
    await move(again, 'Completed')
    expect((await orderOf(orderId)).refunds).toMatchObject([{ status: 'DONE' }])
  })

  test('that is cancelled at BTCPay is said, and access is back', async () => {
    const { orderId, number, pull, hasAccess } = await refunded()
    await control(`/btcpay/pull-payments/${pull}/archive`)
    await reconcile()
    expect((await orderOf(orderId)).refunds).toMatchObject([
      { status: 'FAILED', failureReason: 'it was cancelled before it was paid out' },
    ])
    expect(await mails(orderId)).toContain('refund-failed')
    expect(await ownerMails(number)).toContain(`The refund of order ${number} failed`)
    expect(await hasAccess()).toBe(true)
    await expectBooksAgree(orderId)
  })

  test.each([['cut'], ['cut_after'], ['server_error']])(
    'that meets a broken connection (%s) is made once',
    async (kind) => {
      const { orderId, viewer, number } = await bought()
      await requestRefund(viewer.userId, number)
      const path = '/api/v1/stores/sandbox/invoices/:id/refund'
      await control('/api/faults', { next: 1, kind, path })
      await expect(workOffRefunds(orderId)).rejects.toThrow()
      await shop.passTime()
      await Promise.allSettled([workOffRefunds(orderId), workOffRefunds(orderId), workOffRefunds(orderId)])
      expect((await orderOf(orderId)).refunds).toMatchObject([{ status: 'SENT', amountInCents: price }])
      await expectBooksAgree(orderId)
    },
  )

  test('made in BTCPay’s own pages is found, and ends access', async () => {
    const { orderId, sessionId, hasAccess } = await bought()
    await control(`/btcpay/invoices/${sessionId}/refund`)
    await reconcile()
    expect((await orderOf(orderId)).refunds).toMatchObject([{ origin: 'PROVIDER', status: 'SENT' }])
    expect(await hasAccess()).toBe(false)
    await expectBooksAgree(orderId)
  })
})

test('with every message lost, twice or in the wrong order, the books are right after one run', async () => {
  await webhooks({ dropAll: true })
  const [paid, little, expired, over] = await Promise.all([
    openInvoice(),
    openInvoice(),
    openInvoice(),
    openInvoice(),
  ])
  await send(paid.sessionId)
  await send(little.sessionId, { send: 'little' })
  await end(little.sessionId, 'expire')
  await end(expired.sessionId, 'expire')
  await send(over.sessionId, { send: 'much' })
  const minuteLater = new Date(Date.now() + 120_000)
  await reconcile(minuteLater)
  expect(await orderOf(paid.orderId)).toMatchObject({ status: 'PAID', entitlement: { revokedAt: null } })
  expect(await orderOf(expired.orderId)).toMatchObject({ status: 'EXPIRED' })
  expect(await orderOf(little.orderId)).toMatchObject({
    status: 'EXPIRED',
    refunds: [{ amountInCents: 1450 }],
  })
  for (const { orderId } of [paid, little, expired, over]) await expectBooksAgree(orderId)
  await reconcile(minuteLater)
  expect(await reconcile(minuteLater)).toMatchObject({ checked: 0 })

  await webhooks({ dropAll: false, copies: 3, reorder: true })
  const many = await openInvoice()
  await send(many.sessionId, { send: 10 })
  await send(many.sessionId)
  await expect.poll(async () => (await orderOf(many.orderId)).status).toBe('PAID')
  await webhooks({ copies: 1, reorder: false })
  await flush()
  // Whether a message came while a part was there is chance.
  const told = (await mails(many.orderId)).filter((template) => template !== 'payment-short')
  expect(told).toEqual(['purchase'])
  await expectBooksAgree(many.orderId)
})

describe('bad input', () => {
  function deliver(message: object, signed = true) {
    const body = JSON.stringify(message)
    const hash = createHmac('sha256', signed ? secret : 'another secret')
      .update(body)
      .digest('hex')
    const request = new Request('http://localhost/api/webhooks/btcpay', {
      method: 'POST',
      headers: { 'btcpay-sig': `sha256=${hash}` },
      body,
    })
    return POST(request)
  }
  const message = (invoiceId: string, change: object = {}) => ({
    deliveryId: randomUUID(),
    originalDeliveryId: randomUUID(),
    isRedelivery: false,
    type: 'InvoiceSettled',
    storeId: 'sandbox',
    invoiceId,
    ...change,
  })

  test('a forged signature is refused, and nothing is recorded or changed', async () => {
    const { orderId, sessionId } = await openInvoice()
    await flush()
    const before = await db.providerEvent.count()
    expect((await deliver(message(sessionId), false)).status).toBe(400)
    expect(await db.providerEvent.count()).toBe(before)
    expect(await orderOf(orderId)).toMatchObject({ status: 'PENDING' })
  })

  test('a message that is signed and says more than is true changes nothing: the invoice is fetched', async () => {
    const { orderId, sessionId } = await openInvoice()
    expect((await deliver(message(sessionId))).status).toBe(200)
    expect(await orderOf(orderId)).toMatchObject({ status: 'PENDING', payments: [] })
  })

  test('a message of another store is refused and recorded, and the owner is told once', async () => {
    const storeId = `other${randomUUID()}`
    const other = message('someInvoice', { storeId })
    for (let delivery = 0; delivery < 2; delivery++) {
      expect(await (await deliver(other)).json()).toEqual({
        outcome: `refused: of another store (${storeId})`,
      })
    }
    const where = { eventId: other.originalDeliveryId }
    expect(await db.providerEvent.findFirst({ where })).toMatchObject({
      outcome: expect.stringMatching(/^refused/),
    })
    expect(await ownerMails(storeId)).toEqual(['BTCPay Server reports a payment of another store'])
  })

  test('an unknown invoice is recorded, and left alone', async () => {
    const unknown = message('1111111111111111111111')
    expect(await (await deliver(unknown)).json()).toEqual({ outcome: 'ignored: unknown checkout' })
    expect(await db.providerEvent.count({ where: { eventId: unknown.originalDeliveryId } })).toBe(1)
  })

  /** An invoice that somebody made in the same store, with our order's id on it. */
  async function strangeInvoice(orderId: string, amount: string, currency = 'USD'): Promise<string> {
    const { url, apiKey } = shop.sandbox.btcpay
    const answer = await fetch(`${url}/api/v1/stores/sandbox/invoices`, {
      method: 'POST',
      headers: { authorization: `token ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ amount, currency, metadata: { orderId } }),
    })
    return String(Object(await answer.json()).id)
  }

  test.each([
    ['another amount', '1.00', 'USD'],
    ['another currency', '29.00', 'EUR'],
    ['the right amount, but another invoice', '29.00', 'USD'],
  ])('an invoice of %s is refused, and the owner is told', async (_, amount, currency) => {
    const { orderId, viewer } = await openInvoice()
    const { number } = await orderOf(orderId)
    const invoice = await strangeInvoice(orderId, amount, currency)
    await send(invoice)
    await flush()
    expect(await orderOf(orderId)).toMatchObject({ payments: [], entitlement: null })
    expect(await hasActiveEntitlement(viewer.userId, course)).toBe(false)
    expect(await ownerMails(number)).toEqual([`Order ${number} needs you`])
  })

  test('money for an order that is not in our books is told to the owner, once', async () => {
    const missing = randomUUID()
    const invoice = await strangeInvoice(missing, '29.00')
    await send(invoice)
    await flush()
    await fulfillCheckout(invoice)
    expect(await ownerMails(missing)).toEqual(['Our books and the provider’s do not agree'])
  })
})

describe('a promotion code of ours', () => {
  const newCode = (change: object = {}) =>
    db.promotionCode.create({
      data: { code: `C${randomUUID().slice(0, 8).toUpperCase()}`, percentOff: 50, ...change },
    })

  test('takes its part off the invoice, and the books hold', async () => {
    const { code } = await newCode()
    const viewer = await newUser()
    const { orderId, sessionId } = await open(viewer, { way: 'crypto', promotionCode: code.toLowerCase() })
    await send(sessionId)
    await flush()
    expect(await orderOf(orderId)).toMatchObject({
      status: 'PAID',
      amountInCents: 2900,
      discountInCents: 1450,
    })
    expect(await kinds(orderId)).toEqual(['CHARGE 1450', 'DEPOSIT 1450', 'DEPOSIT_USED 1450'])
    await expectBooksAgree(orderId)
  })

  test('of the whole price opens the course without a payment, and cancelling closes it', async () => {
    const { code } = await newCode({ percentOff: 100 })
    const viewer = await newUser()
    const { orderId, url } = await startCheckout({
      courseSlug: course,
      viewer,
      way: 'crypto',
      promotionCode: code,
    })
    expect(url).toMatch(/^\/checkout\/return\?session_id=free_[0-9a-f]{32}$/)
    const order = await orderOf(orderId)
    expect(order).toMatchObject({ status: 'PAID', payments: [{ kind: 'CHARGE', amountInCents: 0 }] })
    expect(await mails(orderId)).toEqual(['purchase'])
    await requestRefund(viewer.userId, order.number)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED' })
    expect(await hasActiveEntitlement(viewer.userId, course)).toBe(false)
  })

  test('for one order is given to one of many who ask at once', async () => {
    const { code, id } = await newCode({ maxOrders: 1 })
    const buyers = await Promise.all(Array.from({ length: 5 }, newUser))
    const asked = await Promise.allSettled(
      buyers.map((viewer) => open(viewer, { way: 'crypto', promotionCode: code })),
    )
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.order.count({ where: { promotionCodeId: id } })).toBe(1)
  })

  test('comes free again when its order ends unpaid', async () => {
    const { code } = await newCode({ maxOrders: 1 })
    const first = await open(await newUser(), { way: 'crypto', promotionCode: code })
    await end(first.sessionId, 'expire')
    await flush()
    await expect(open(await newUser(), { way: 'crypto', promotionCode: code })).resolves.toBeDefined()
  })

  test.each([
    ['unknown', { isActive: false }, 'code_unknown'],
    ['over', { expiresAt: new Date(0) }, 'code_over'],
  ])('that is %s is refused before an order is made', async (_, change, problem) => {
    const { code } = await newCode(change)
    const viewer = await newUser()
    const asked = open(viewer, { way: 'crypto', promotionCode: code })
    await expect(asked).rejects.toMatchObject({ code: problem })
    expect(await db.order.count({ where: { userId: viewer.userId } })).toBe(0)
  })
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
