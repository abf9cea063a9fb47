/** A refund in crypto is one pull payment, though BTCPay Server knows no idempotency keys. */
import { expect, test } from 'vitest'
import { pullPaymentsOf } from '#tests/proof/btcpay.ts'
import { openShop } from '../setup/shop.ts'

const shop = await openShop()
const { control, orderOf, ownerMails } = shop
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { requestRefund } = await import('#lib/data/refunds/request-refund.ts')
const { RefundHeldError } = await import('#lib/data/refunds/send-crypto-refund.ts')
const { sendRefund } = await import('#lib/data/refunds/send-refund.ts')

await shop.webhooks({ dropAll: true })

async function bought() {
  const viewer = await shop.newUser()
  const { orderId, sessionId } = await shop.open(viewer, { way: 'crypto' })
  await control(`/btcpay/invoices/${sessionId}/send`)
  await fulfillCheckout(sessionId)
  return { viewer, orderId, sessionId, path: `/api/v1/stores/sandbox/invoices/:id/refund` }
}

async function givenBack() {
  const { viewer, ...order } = await bought()
  await requestRefund(viewer.userId, (await orderOf(order.orderId)).number)
  const [refund] = (await orderOf(order.orderId)).refunds
  return { ...order, refundId: refund?.id ?? '' }
}

/** How many pull payments carry out a refund. */
const sent = async (refundId: string) =>
  (await pullPaymentsOf(shop.sandbox)).filter(({ description }) => description.endsWith(refundId)).length

test('many workers send it at the same moment: one of them does', async () => {
  const { orderId, refundId } = await givenBack()
  await Promise.allSettled(Array.from({ length: 4 }, () => sendRefund(refundId)))
  expect(await sent(refundId)).toBe(1)
  expect(await orderOf(orderId)).toMatchObject({ refunds: [{ status: 'SENT' }] })
})

test('its answer is lost: what was made is found', async () => {
  const { orderId, refundId, path } = await givenBack()
  await control('/api/faults', { next: 1, kind: 'cut_after', path })
  await expect(sendRefund(refundId)).rejects.toThrow()
  await sendRefund(refundId)
  expect(await sent(refundId)).toBe(1)
  expect(await orderOf(orderId)).toMatchObject({ refunds: [{ status: 'SENT' }] })
})

test('whether it was made is not to be seen yet: nobody sends it before that is sure', async () => {
  const { orderId, refundId, path } = await givenBack()
  await control('/api/faults', { next: 1, kind: 'cut', path })
  await expect(sendRefund(refundId)).rejects.toThrow()
  await expect(sendRefund(refundId)).rejects.toThrow(RefundHeldError)
  expect(await sent(refundId)).toBe(0)
  await shop.passTime()
  await sendRefund(refundId)
  expect(await sent(refundId)).toBe(1)
  expect(await orderOf(orderId)).toMatchObject({ refunds: [{ status: 'SENT' }] })
})

test('BTCPay does not answer before it was asked: the next try sends it at once', async () => {
  const { refundId } = await givenBack()
  await control('/api/faults', { next: 1, kind: 'cut', path: '/api/v1/stores/sandbox/pull-payments' })
  // The first to ask is the one that reads the facts.
  await expect(sendRefund(refundId)).rejects.toThrow()
  await sendRefund(refundId)
  expect(await sent(refundId)).toBe(1)
})

test('its owner returns more in BTCPay than was paid: it is written down, and the owner is told', async () => {
  const { orderId, sessionId } = await bought()
  await control(`/btcpay/invoices/${sessionId}/refund`)
  await control(`/btcpay/invoices/${sessionId}/refund`)
  await fulfillCheckout(sessionId)
  const { number, refunds } = await orderOf(orderId)
  expect(refunds).toMatchObject([{ amountInCents: 2900 }, { amountInCents: 2900 }])
  expect(await ownerMails(`%more than this order was paid%${number}`)).toEqual([`Refund of order ${number}`])
  // What comes in after that belongs to nobody else.
  await control(`/btcpay/invoices/${sessionId}/send`, { send: 35 })
  await fulfillCheckout(sessionId)
  expect((await orderOf(orderId)).refunds.at(-1)).toMatchObject({ origin: 'UNMATCHED', amountInCents: 600 })
})
