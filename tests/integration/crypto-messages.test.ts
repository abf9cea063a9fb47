/** What BTCPay Server says to us, and what others say in its name. */
import { createHmac, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openCryptoShop } from '#tests/setup/crypto-shop.ts'
import { course } from '#tests/setup/shop.ts'

const shop = await openCryptoShop()
const { db, openInvoice, send, end, orderOf, mails, ownerMails, webhooks, flush, expectBooksAgree } = shop
const { reconcile } = await import('#lib/data/books/reconcile.ts')
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { hasActiveEntitlement } = await import('#lib/data/orders/has-active-entitlement.ts')
const { POST } = await import('#app/api/webhooks/btcpay/route.ts')

const secret = process.env.BTCPAY_WEBHOOK_SECRET ?? ''

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
