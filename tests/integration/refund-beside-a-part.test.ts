import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openMailbox } from '#tests/setup/mailbox.ts'
import { cards, openShop } from '#tests/setup/shop.ts'

const mailbox = await openMailbox()
process.env.SMTP_URL = mailbox.url
const shop = await openShop()
const { db, control, orderOf, mails, graduate } = shop
const { confirmWithdrawal } = await import('#lib/data/withdrawals/confirm-withdrawal.ts')
const { findContradictions } = await import('#lib/data/books/find-contradictions.ts')
const { getOwnerOverview } = await import('#lib/data/owner/get-owner-overview.ts')
const { getPurchaseOrThrow } = await import('#lib/data/orders/get-purchase.ts')
const { reconcile } = await import('#lib/data/books/reconcile.ts')
const { refundAsOwner, requestRefund } = await import('#lib/data/refunds/request-refund.ts')
const { sendRefund } = await import('#lib/data/refunds/send-refund.ts')
const { sendWithdrawalLink } = await import('#lib/data/withdrawals/send-withdrawal-link.ts')
const { sendWithdrawalReceipt } = await import('#lib/data/withdrawals/send-withdrawal-receipt.ts')
const { makeLinkToken } = await import('#lib/server/link-token.ts')

const owner = { userId: crypto.randomUUID(), email: 'owner@example.com' }
const because = { reason: 'A bug ate their evening' }
afterAll(() => mailbox.close())
beforeEach(() => shop.webhooks({ dropAll: true }))

describe('while a part of the owner’s waits to be sent, the buyer', () => {
  const amounts = (refunds: { amountInCents: number; status: string }[]) =>
    refunds.map(({ amountInCents, status }) => `${amountInCents} ${status}`)

  /** A part of 900 is decided and not sent, and the buyer has taken back the rest. */
  async function both() {
    const bought = await graduate()
    const { userId, orderId, number } = bought
    await refundAsOwner(owner, { orderId, amountInCents: 900, ...because })
    expect(await getPurchaseOrThrow(userId, number)).toMatchObject({ leftInCents: 2000 })
    await Promise.all([1, 2].map(() => requestRefund(userId, number)))
    return bought
  }

  test('takes back the rest at once: both are sent, in any order, and no more', async () => {
    const { orderId, sessionId, hasAccess, userId, number } = await both()
    expect(await hasAccess()).toBe(false)
    const { refunds } = await orderOf(orderId)
    expect(amounts(refunds)).toEqual(['900 REQUESTED', '2000 REQUESTED'])
    expect(await getPurchaseOrThrow(userId, number)).toMatchObject({ leftInCents: 0 })
    await Promise.all(refunds.toReversed().map(({ id }) => sendRefund(id)))
    await shop.workOffRefunds(orderId)
    expect((await shop.providerRefunds(sessionId)).map(({ amount }) => amount).sort()).toEqual([2000, 900])
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED' })
    expect((await findContradictions()).filter((found) => found.number === number)).toEqual([])
  })

  test('withdraws by the form, and has the receipt', async () => {
    const { orderId, number, email, sessionId, hasAccess } = await graduate()
    await refundAsOwner(owner, { orderId, amountInCents: 900, ...because })
    const id = crypto.randomUUID()
    const statement = { order: number, email, name: 'Ada', statedAt: new Date().toISOString() }
    await sendWithdrawalLink(statement, { id })
    await confirmWithdrawal(makeLinkToken(`withdrawal:${id}`))
    expect(await hasAccess()).toBe(false)
    const withdrawal = await db.withdrawal.findFirstOrThrow({ where: { orderId } })
    await sendWithdrawalReceipt({ withdrawalId: withdrawal.id }, { id: crypto.randomUUID() })
    expect(mailbox.mails.at(-1)?.mail.subject).toBe(`Receipt of your withdrawal, order ${number}`)
    await shop.workOffRefunds(orderId)
    expect((await shop.providerRefunds(sessionId)).map(({ amount }) => amount).sort()).toEqual([2000, 900])
  })

  test.each([
    ['a part of the rest', 500, ['900 DONE', '1500 DONE', '500 DONE']],
    ['as much as the rest', 2000, ['900 DONE', '2000 DONE']],
    ['more than the rest', 2500, ['400 DONE', '2500 DONE']],
    ['all of it', 2900, ['900 FAILED', '2900 DONE']],
  ])(
    'and an owner is quicker in the dashboard, with %s: never more than was paid',
    async (_, amount, all) => {
      const { orderId, sessionId, hasAccess } = await both()
      await control('/refunds', { payment_intent: await shop.intentOf(sessionId), amount })
      await reconcile(new Date(), 0)
      await shop.workOffRefunds(orderId)
      const { refunds, status } = await orderOf(orderId)
      expect(amounts(refunds)).toEqual(all)
      expect(status).toBe('REFUNDED')
      expect(await hasAccess()).toBe(false)
      expect((await shop.providerRefunds(sessionId)).reduce((sum, one) => sum + one.amount, 0)).toBe(2900)
    },
  )

  test('and the part was sent when the connection broke: it is known as ours beside one of the dashboard', async () => {
    const { orderId, sessionId } = await both()
    const [part] = (await orderOf(orderId)).refunds
    const intent = await shop.intentOf(sessionId)
    const ours = { metadata: { refundId: part?.id ?? '', orderId } }
    await shop.stripe.refunds.create({ payment_intent: intent, amount: 900, ...ours })
    await control('/refunds', { payment_intent: intent, amount: 2000 })
    await reconcile(new Date(), 0)
    await shop.workOffRefunds(orderId)
    expect(amounts((await orderOf(orderId)).refunds)).toEqual(['900 DONE', '2000 DONE'])
  })

  test('and the part fails later: both are told, and the owner has the rest of it to send', async () => {
    const { orderId, sessionId, number, viewer } = await graduate(cards.refundFailsLater)
    await refundAsOwner(owner, { orderId, amountInCents: 900, ...because })
    await requestRefund(viewer.userId, number)
    await shop.workOffRefunds(orderId)
    const failing = (await shop.providerRefunds(sessionId)).find(({ amount }) => amount === 900)
    await control(`/refunds/${failing?.id}`, { status: 'failed' })
    await reconcile(new Date(), 0)
    expect(amounts((await orderOf(orderId)).refunds)).toEqual(['900 FAILED', '2000 DONE'])
    expect(await mails(orderId)).toContain('refund-failed')
    const toDo = async () =>
      (await getOwnerOverview({ isOwner: true })).refunds.flatMap((one) =>
        one.number === number && one.status === 'FAILED' ? [one.amountInCents] : [],
      )
    expect(await toDo()).toEqual([900])
    await refundAsOwner(owner, { orderId, ...because })
    expect((await orderOf(orderId)).refunds.at(-1)).toMatchObject({ amountInCents: 900 })
    expect(await toDo()).toEqual([])
  })
})
