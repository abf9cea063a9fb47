/** Money that could not go back the way it should have: it is never forgotten. */
import { expect, test } from 'vitest'
import { openCryptoShop } from '#tests/setup/crypto-shop.ts'
import { cards, course } from '#tests/setup/shop.ts'

const shop = await openCryptoShop()
const { db, control, orderOf, open, pay, newUser, openInvoice, send, workOffRefunds } = shop
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { getOwnerOverview } = await import('#lib/data/owner/get-owner-overview.ts')
const { hasActiveEntitlement } = await import('#lib/data/orders/has-active-entitlement.ts')
const { reconcile } = await import('#lib/data/books/reconcile.ts')
const { refundAsOwner, requestRefund } = await import('#lib/data/refunds/request-refund.ts')

await shop.webhooks({ dropAll: true })

/** A person who paid for the course twice; their bank does not take the second payment back. */
async function paidTwice() {
  const viewer = await newUser()
  const first = await shop.buy(viewer)
  const second = await open(null)
  await pay(second.sessionId, { card: cards.refundFailsLater, email: viewer.email })
  await fulfillCheckout(second.sessionId)
  await workOffRefunds(second.orderId)
  const [refund] = await shop.providerRefunds(second.sessionId)
  await control(`/refunds/${refund?.id}`, { status: 'failed' })
  await fulfillCheckout(second.sessionId)
  return { viewer, first, second }
}

test('a double payment that cannot be returned is the owner’s, and opens when the first purchase ends', async () => {
  const { viewer, first, second } = await paidTwice()
  expect(await orderOf(second.orderId)).toMatchObject({
    status: 'PAID',
    problem: 'paid for a course that the buyer holds already, and could not be refunded',
    entitlement: null,
    refunds: [{ origin: 'DUPLICATE', status: 'FAILED' }],
  })
  await requestRefund(viewer.userId, (await orderOf(first.orderId)).number)
  expect(await hasActiveEntitlement(viewer.userId, course)).toBe(false)
  const later = new Date(Date.now() + 1000)
  await reconcile(later, 0)
  expect(await hasActiveEntitlement(viewer.userId, course)).toBe(true)
  expect(await orderOf(second.orderId)).toMatchObject({ problem: null, entitlement: { revokedAt: null } })
})

test('a surplus whose return was called off stays on the owner’s list after the price went back, until it went, too', async () => {
  const { viewer, orderId, sessionId } = await openInvoice()
  await send(sessionId, { send: 35 })
  await fulfillCheckout(sessionId)
  await workOffRefunds(orderId)
  const { number, refunds } = await orderOf(orderId)
  await control(`/btcpay/pull-payments/${refunds[0]?.providerRefundId}/archive`)
  await fulfillCheckout(sessionId)
  await requestRefund(viewer.userId, number)
  const owner = {
    userId: (await newUser()).userId,
    email: 'owner@example.com',
    name: null,
    isOwner: true,
    sessionId: '',
  }
  const listed = async () =>
    (await getOwnerOverview(owner)).refunds
      .filter((refund) => refund.number === number && refund.status === 'FAILED')
      .map(({ origin, amountInCents }) => [origin, amountInCents])
  expect(await listed()).toEqual([['UNMATCHED', 600]])
  await refundAsOwner(owner, { orderId, reason: 'they asked' })
  expect(await listed()).toEqual([])
  expect((await orderOf(orderId)).refunds.at(-1)).toMatchObject({ origin: 'UNMATCHED', amountInCents: 600 })
})

test('all of it is returned in BTCPay while a surplus waits to be sent: access ends, and nothing goes twice', async () => {
  const { viewer, orderId, sessionId } = await openInvoice()
  await send(sessionId, { send: 35 })
  await fulfillCheckout(sessionId)
  await control(`/btcpay/invoices/${sessionId}/refund`)
  await fulfillCheckout(sessionId)
  await workOffRefunds(orderId)
  const { refunds } = await orderOf(orderId)
  expect(refunds.map(({ origin, status, amountInCents }) => [origin, status, amountInCents])).toEqual([
    ['UNMATCHED', 'FAILED', 600],
    ['PROVIDER', 'SENT', 3500],
  ])
  expect(await hasActiveEntitlement(viewer.userId, course)).toBe(false)
  expect(await db.refund.count({ where: { orderId, status: 'REQUESTED' } })).toBe(0)
})
