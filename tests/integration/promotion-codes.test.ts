/** Codes of ours, which take their part off a payment in crypto. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openCryptoShop } from '#tests/setup/crypto-shop.ts'
import { course } from '#tests/setup/shop.ts'

const shop = await openCryptoShop()
const { db, newUser, open, send, end, kinds, orderOf, mails, flush, expectBooksAgree } = shop
const { hasActiveEntitlement } = await import('#lib/data/orders/has-active-entitlement.ts')
const { requestRefund } = await import('#lib/data/refunds/request-refund.ts')
const { startCheckout } = await import('#lib/data/checkout/start-checkout.ts')

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
