import { beforeEach, describe, expect, test, vi } from 'vitest'
import { openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, control, orderOf, stripe } = shop
const { getBooks } = await import('#lib/data/books/get-books.ts')
const { receiveStripeWebhook } = await import('#lib/data/provider-events/receive-stripe-webhook.ts')
const { runReconciliation } = await import('#lib/data/books/run-reconciliation.ts')

const owner = { isOwner: true }
beforeEach(() => shop.webhooks({ dropAll: true }))

async function compare() {
  await runReconciliation(new Date(), 0)
  const { open, resolved, runs } = await getBooks(owner)
  return { open: open.map(({ detail }) => detail), resolved, run: runs[0] }
}

async function editLedger(work: () => Promise<unknown>) {
  await db.$executeRaw`ALTER TABLE "Payment" DISABLE TRIGGER "Payment_append_only"`
  await work()
  await db.$executeRaw`ALTER TABLE "Payment" ENABLE TRIGGER "Payment_append_only"`
}

describe('one comparison', () => {
  test('with every message lost: all is repaired, and both books have the same sum', async () => {
    const [one, two, three] = [
      await shop.open(await shop.newUser()),
      await shop.buy(await shop.newUser()),
      await shop.buy(await shop.newUser()),
    ]
    await shop.pay(one.sessionId)
    await control('/refunds', { payment_intent: await shop.intentOf(two.sessionId), amount: 900 })
    await control('/disputes', { payment_intent: await shop.intentOf(three.sessionId) })
    const { open, run } = await compare()
    expect(open).toEqual([])
    expect(run).toMatchObject({
      failed: 0,
      error: null,
      sums: [{ provider: 'STRIPE', currency: 'usd', oursInCents: 4900, theirsInCents: 4900 }],
    })
    const { net } = (await (await fetch(`${shop.sandbox.url}/_sandbox/books`)).json()) as {
      net: Record<string, number>
    }
    expect(net.usd).toBe(4900)
    expect((await orderOf(one.orderId)).invoiceId).toMatch(/^in_/)
  })

  test('an invoice that was missed is brought in', async () => {
    const { orderId } = await shop.buy(await shop.newUser())
    const { invoiceId } = await orderOf(orderId)
    await db.order.update({ where: { id: orderId }, data: { invoiceId: null } })
    expect((await compare()).open).toEqual([])
    expect(await orderOf(orderId)).toMatchObject({ invoiceId })
  })
})

describe('what cannot be repaired is shown, told once, and gone when it is gone', () => {
  test('a payment for an order that we lost', async () => {
    const { orderId, sessionId } = await shop.open(await shop.newUser())
    const intent = async () => shop.intentOf(sessionId)
    const order = await db.order.findUniqueOrThrow({ where: { id: orderId } })
    await shop.pay(sessionId)
    await db.order.update({
      where: { id: orderId },
      data: { providerSessionId: 'cs_elsewhere', status: 'EXPIRED' },
    })
    // It is not there any more: as after a backup was brought back.
    await db.$executeRaw`ALTER TABLE "OrderStep" DISABLE TRIGGER "OrderStep_append_only"`
    await db.orderStep.deleteMany({ where: { orderId } })
    await db.$executeRaw`ALTER TABLE "OrderStep" ENABLE TRIGGER "OrderStep_append_only"`
    await db.order.delete({ where: { id: orderId } })
    const { open } = await compare()
    expect(open.some((detail) => detail.includes(sessionId) && detail.includes('not in our books'))).toBe(
      true,
    )
    expect(open.some((detail) => detail.includes('our ledger has no such payment'))).toBe(true)
    const told = (await shop.ownerMails(sessionId)).length
    await compare()
    expect((await shop.ownerMails(sessionId)).length).toBe(told)
    expect(told).toBeGreaterThan(0)

    const { steps: _, ...row } = { ...order, steps: null }
    await db.order.create({ data: { ...row, terms: row.terms ?? {}, status: 'PENDING' } })
    const after = await compare()
    expect(after.open).toEqual([])
    expect(after.resolved.map(({ key }) => key)).toContain(`books:${await intent()}`)
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID' })
  })

  test('a line of our ledger that says another amount, or that the provider does not know', async () => {
    const { orderId } = await shop.buy(await shop.newUser())
    const [line] = (await orderOf(orderId)).payments
    await editLedger(() =>
      db.payment.update({ where: { id: line?.id ?? '' }, data: { amountInCents: 2800 } }),
    )
    expect((await compare()).open).toMatchObject([expect.stringContaining('our ledger has $28 received')])
    await editLedger(() =>
      db.payment.update({
        where: { id: line?.id ?? '' },
        data: { amountInCents: 2900, providerId: 'pi_unknown' },
      }),
    )
    const { open, run } = await compare()
    expect(open.some((detail) => detail.includes('pi_unknown, which Stripe does not know'))).toBe(true)
    expect(run?.sums[0]?.oursInCents).toBeDefined()
    await editLedger(() => db.payment.deleteMany({ where: { orderId } }))
    await compare()
    expect((await compare()).open).toEqual([])
  })

  test('a provider that does not answer: the run says so, and the next one is right', async () => {
    await control('/api/faults', { next: 9, kind: 'server_error' })
    await expect(runReconciliation(new Date(), 0)).rejects.toThrow()
    expect((await getBooks(owner)).runs[0]).toMatchObject({ finishedAt: null, error: expect.any(String) })
    await control('/api/faults', { next: 0, kind: 'server_error' })
    expect((await compare()).run).toMatchObject({ error: null, failed: 0 })
  })
})

test('messages that nobody of ours signed are counted on one row, every ten seconds, and change nothing', async () => {
  const body = JSON.stringify({ id: 'evt_forged', object: 'event', type: 'checkout.session.completed' })
  const send = async (signature: string | null) =>
    expect((await receiveStripeWebhook(body, signature)).status).toBe(400)
  for (const signature of ['t=1,v1=00', null, 'nonsense']) await send(signature)
  const count = async () => (await db.finding.findUnique({ where: { key: 'webhook:stripe' } }))?.count
  expect(await count()).toBe(1)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 })
  await send('nonsense')
  vi.useRealTimers()
  expect(await count()).toBe(4)
  expect(await db.providerEvent.count({ where: { eventId: 'evt_forged' } })).toBe(0)
})

test('other products of the same account are none of our business', async () => {
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [
      { price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'A mug' } }, quantity: 1 },
    ],
    success_url: 'http://localhost:3000/mugs',
    client_reference_id: crypto.randomUUID(),
    metadata: { orderId: crypto.randomUUID() },
    payment_intent_data: { metadata: { orderId: 'mug-7' } },
  })
  await shop.pay(session.id)
  expect((await compare()).open.filter((detail) => !detail.includes('signed'))).toEqual([])
})

test('runs of the time when one provider was added up, and not named, are shown as Stripe’s', async () => {
  const sum = { currency: 'usd', oursInCents: 4900, theirsInCents: 2900 }
  await db.reconciliation.create({ data: { sums: [sum], finishedAt: new Date() } })
  expect((await getBooks(owner)).runs[0]?.sums).toEqual([{ provider: 'STRIPE', ...sum }])
})
