/** Refunds in crypto, over HTTP, with the sandbox in BTCPay Server's place. */
import { describe, expect, test } from 'vitest'
import { openCryptoShop } from '#tests/setup/crypto-shop.ts'

const shop = await openCryptoShop()
const { control, bought, orderOf, mails, ownerMails, workOffRefunds, flush, expectBooksAgree } = shop
const { reconcile } = await import('#lib/data/books/reconcile.ts')
const { requestRefund } = await import('#lib/data/refunds/request-refund.ts')

const price = 2900

/** The pull payment of an order's refund, by what is in its claim link. */
async function pullOf(orderId: string): Promise<string> {
  const { refunds } = await orderOf(orderId)
  return refunds.at(-1)?.claimUrl?.split('/').at(-1) ?? ''
}

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
