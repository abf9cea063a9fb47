import { describe, expect, test } from 'vitest'
import { sumLedger } from '#lib/domain/order.ts'
import { openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, control, orderOf } = shop
const { reconcile } = await import('#lib/data/books/reconcile.ts')

describe('with every message lost', () => {
  test('one reconciliation brings payments, refunds and disputes into the books, and the next finds nothing', async () => {
    await shop.webhooks({ dropAll: true })
    const [paid, refunded, disputed] = [
      await shop.open(await shop.newUser()),
      await shop.buy(await shop.newUser()),
      await shop.buy(await shop.newUser()),
    ]
    await shop.pay(paid.sessionId)
    await control('/refunds', { payment_intent: await shop.intentOf(refunded.sessionId) })
    await control('/disputes', { payment_intent: await shop.intentOf(disputed.sessionId) })
    expect(await reconcile(new Date(), 0)).toMatchObject({ failed: 0 })
    const statuses = await Promise.all(
      [paid, refunded, disputed].map(async ({ orderId }) => (await orderOf(orderId)).status),
    )
    expect(statuses).toEqual(['PAID', 'REFUNDED', 'DISPUTED'])

    const books = (await (await fetch(`${shop.sandbox.url}/_sandbox/books`)).json()) as {
      payments: { payment_intent: string; paid: number; refunded: number; disputed: number }[]
    }
    for (const { orderId } of [paid, refunded, disputed]) {
      const { payments } = await orderOf(orderId)
      const book = books.payments.find(({ payment_intent }) => payment_intent === payments[0]?.providerId)
      expect(sumLedger(payments)).toMatchObject({
        paidInCents: book?.paid,
        refundedInCents: book?.refunded,
        disputedInCents: book?.disputed,
      })
    }
    const open = await db.order.count({ where: { status: { in: ['PENDING', 'PROCESSING'] } } })
    expect(await reconcile(new Date(), 0)).toEqual({ checked: open, repaired: open, failed: 0 })
  })
})
