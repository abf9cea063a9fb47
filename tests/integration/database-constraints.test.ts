import { describe, expect, test } from 'vitest'
import { db } from '#lib/server/db.ts'

async function buyer() {
  return db.user.create({ data: { email: `${crypto.randomUUID()}@example.com` } })
}

async function order(userId: string, more: { status?: 'PAID' } = {}) {
  return db.order.create({
    data: {
      number: crypto.randomUUID(),
      courseSlug: 'a-course',
      userId,
      amountInCents: 2900,
      currency: 'usd',
      terms: {},
      ...more,
    },
  })
}

async function charge(orderId: string, amountInCents = 2900) {
  return db.payment.create({
    data: {
      orderId,
      kind: 'CHARGE',
      provider: 'STRIPE',
      providerId: crypto.randomUUID(),
      amountInCents,
      currency: 'usd',
      occurredAt: new Date(),
    },
  })
}

describe('the database itself refuses', () => {
  test('two entitlements for one order', async () => {
    const user = await buyer()
    const { id: orderId } = await order(user.id)
    const data = { userId: user.id, courseSlug: 'a-course', orderId }
    await db.entitlement.create({ data })
    await expect(db.entitlement.create({ data: { ...data, courseSlug: 'another' } })).rejects.toMatchObject({
      code: 'P2002',
    })
  })

  test('two active entitlements for one course', async () => {
    const user = await buyer()
    const [first, second] = [await order(user.id), await order(user.id, { status: 'PAID' })]
    const data = { userId: user.id, courseSlug: 'a-course' }
    await db.entitlement.create({ data: { ...data, orderId: first.id } })
    await expect(db.entitlement.create({ data: { ...data, orderId: second.id } })).rejects.toMatchObject({
      code: 'P2002',
    })
  })

  test('two refunds for one attempt, and a second while the first waits to be sent', async () => {
    const user = await buyer()
    const { id: orderId } = await order(user.id)
    await charge(orderId)
    const refund = { orderId, origin: 'LEARNER', amountInCents: 1450, currency: 'usd' } as const
    await db.refund.create({ data: { ...refund, attempt: 1 } })
    await expect(db.refund.create({ data: { ...refund, attempt: 1 } })).rejects.toMatchObject({
      code: 'P2002',
    })
    await expect(db.refund.create({ data: { ...refund, attempt: 2 } })).rejects.toMatchObject({
      code: 'P2002',
    })
    await db.refund.updateMany({ where: { orderId }, data: { status: 'DONE' } })
    await expect(db.refund.create({ data: { ...refund, attempt: 2 } })).resolves.toMatchObject({ attempt: 2 })
  })

  test('refunds of more than was paid, failed ones not counted', async () => {
    const user = await buyer()
    const { id: orderId } = await order(user.id)
    const refund = { orderId, origin: 'OWNER', status: 'SENT', currency: 'usd' } as const
    await expect(db.refund.create({ data: { ...refund, attempt: 1, amountInCents: 1 } })).rejects.toThrow(
      /Refund_not_beyond_paid/,
    )
    await charge(orderId)
    await db.refund.create({ data: { ...refund, attempt: 1, amountInCents: 2000 } })
    const second = { ...refund, attempt: 2, amountInCents: 1000 }
    await expect(db.refund.create({ data: second })).rejects.toThrow(/Refund_not_beyond_paid/)
    // That the provider did so all the same is a fact.
    const fact = { ...refund, attempt: 3, amountInCents: 2900, providerRefundId: crypto.randomUUID() }
    await expect(db.refund.create({ data: fact })).resolves.toMatchObject({ amountInCents: 2900 })
    await db.refund.updateMany({ where: { orderId }, data: { status: 'FAILED' } })
    await expect(db.refund.create({ data: second })).resolves.toMatchObject({ attempt: 2 })
  })

  test('a second refund of a free order', async () => {
    const user = await buyer()
    const { id: orderId } = await order(user.id)
    await charge(orderId, 0)
    const refund = { orderId, origin: 'LEARNER', status: 'DONE', amountInCents: 0, currency: 'usd' } as const
    await db.refund.create({ data: { ...refund, attempt: 1 } })
    await expect(db.refund.create({ data: { ...refund, attempt: 2 } })).rejects.toMatchObject({
      code: 'P2002',
    })
  })

  test('two open orders of one buyer for one course', async () => {
    const user = await buyer()
    await order(user.id)
    await expect(order(user.id)).rejects.toMatchObject({ code: 'P2002' })
  })

  test.each([
    ['a negative amount', { amountInCents: -1, currency: 'usd' }],
    ['no currency', { amountInCents: 1, currency: '' }],
    ['a currency that is not one', { amountInCents: 1, currency: 'Dollars' }],
  ])('%s', async (_, money) => {
    const user = await buyer()
    await expect(
      db.order.create({
        data: { number: crypto.randomUUID(), courseSlug: 'a-course', userId: user.id, terms: {}, ...money },
      }),
    ).rejects.toThrow(/Order_/)
  })

  test('a changed or deleted line of the ledger', async () => {
    const user = await buyer()
    const { id: orderId } = await order(user.id)
    const payment = await charge(orderId)
    await expect(
      db.payment.update({ where: { id: payment.id }, data: { amountInCents: 1 } }),
    ).rejects.toThrow(/append-only/)
    await expect(db.payment.delete({ where: { id: payment.id } })).rejects.toThrow(/append-only/)
  })
})
