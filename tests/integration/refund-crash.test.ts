import { beforeEach, describe, expect, test } from 'vitest'
import { openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, stripe, control, orderOf, mails, graduate } = shop
const { enqueue, startJobs } = await import('#lib/server/jobs.ts')
const { reconcile } = await import('#lib/data/books/reconcile.ts')
const { requestRefund } = await import('#lib/data/refunds/request-refund.ts')
const { sendRefund } = await import('#lib/data/refunds/send-refund.ts')
const { settleOrder } = await import('#lib/data/orders/settle-order.ts')
const { withLockedOrder } = await import('#lib/data/orders/with-locked-order.ts')

beforeEach(() => shop.webhooks({ dropAll: true }))

describe('a crash between the steps', () => {
  test('before the transaction ends: nothing happened, no job and no mail', async () => {
    const { orderId, hasAccess } = await graduate()
    const work = withLockedOrder(orderId, async (tx) => {
      await tx.refund.create({
        data: { orderId, attempt: 1, origin: 'LEARNER', amountInCents: 2900, currency: 'usd' },
      })
      await settleOrder(tx, orderId)
      await enqueue(tx, 'order-mail', { orderId, template: 'refund-requested' })
      throw new Error('the process ends here')
    })
    await expect(work).rejects.toThrow('the process ends here')
    expect(await hasAccess()).toBe(true)
    expect((await orderOf(orderId)).refunds).toEqual([])
    expect(await mails(orderId)).toEqual(['purchase'])
  })

  test.each([
    ['the provider did it, and its answer was lost', 'cut_after'],
    ['the provider never heard of it', 'cut'],
    ['the provider failed', 'server_error'],
  ])('while sending, %s: the job completes it, once', async (_, kind) => {
    const { userId, orderId, sessionId, number } = await graduate()
    await requestRefund(userId, number)
    await control('/api/faults', { next: 3, kind, path: '/v1/refunds' })
    await expect(shop.workOffRefunds(orderId)).rejects.toThrow()
    await control('/api/faults', { next: 0, kind, path: '/v1/refunds' })
    await shop.workOffRefunds(orderId)
    expect(await shop.providerRefunds(sessionId)).toHaveLength(1)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED', refunds: [{ status: 'DONE' }] })
  })

  test('the worker dies after the provider took the refund: the queue hands the job out again', async () => {
    const { userId, orderId, sessionId, number } = await graduate()
    await requestRefund(userId, number)
    const mine = (await orderOf(orderId)).refunds[0]?.id
    let tries = 0
    const finished = new Promise<void>((done) => {
      void startJobs({
        'send-refund': async ({ refundId }) => {
          if (refundId !== mine) return
          tries += 1
          if (tries > 1) {
            await sendRefund(refundId)
            return done()
          }
          const [charge] = (await orderOf(orderId)).payments
          await stripe.refunds.create(
            {
              payment_intent: charge?.providerId ?? '',
              reason: 'requested_by_customer',
              metadata: { refundId, orderId },
            },
            { idempotencyKey: `refund:${orderId}:1` },
          )
          throw new Error('the process ends here')
        },
      })
    })
    await finished
    expect(await shop.providerRefunds(sessionId)).toHaveLength(1)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED', refunds: [{ status: 'DONE' }] })
  })

  test('the job itself is lost: the reconciler sends what was asked for', async () => {
    const { userId, orderId, sessionId, number } = await graduate()
    await requestRefund(userId, number)
    await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'send-refund'`
    await reconcile(new Date(), 0)
    expect(await shop.providerRefunds(sessionId)).toHaveLength(1)
    expect((await orderOf(orderId)).status).toBe('REFUNDED')
  })
})
