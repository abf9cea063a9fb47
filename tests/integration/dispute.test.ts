import { beforeEach, describe, expect, test } from 'vitest'
import { openShop } from '#tests/setup/shop.ts'

const owner = { userId: crypto.randomUUID(), email: 'owner@example.com' }
const shop = await openShop()
const { control, orderOf, mails, graduate } = shop
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { refundAsOwner, requestRefund } = await import('#lib/data/refunds/request-refund.ts')

beforeEach(() => shop.webhooks({ dropAll: true }))

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
    await expect(refundAsOwner(owner, { orderId: orderId, reason: 'they asked' })).rejects.toMatchObject({
      code: 'refund_disputed',
    })
  })

  test('won: access and certificate are back', async () => {
    const { orderId, sessionId, decide, hasAccess, certificate } = await disputed()
    expect(await decide('won')).toBe('restored')
    expect(await hasAccess()).toBe(true)
    expect(await certificate()).toMatchObject({ revokedAt: null })
    expect((await orderOf(orderId)).status).toBe('PAID')
    expect(await mails(orderId)).toEqual(['purchase', 'access-suspended', 'access-restored'])
    await fulfillCheckout(sessionId)
    expect(await mails(orderId)).toHaveLength(3)
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
