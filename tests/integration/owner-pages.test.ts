import { execFileSync } from 'node:child_process'
import { beforeEach, describe, expect, test } from 'vitest'
import { course, openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, control } = shop
const { exportOrders } = await import('#lib/data/owner/export-orders.ts')
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { toDay } = await import('#lib/domain/gift.ts')
const { getEvidence } = await import('#lib/data/owner/get-evidence.ts')
const { getOwnerOrder } = await import('#lib/data/owner/get-owner-order.ts')
const { listAudit } = await import('#lib/data/owner/list-audit.ts')
const { orderFilterSchema } = await import('#lib/data/owner/order-filter.ts')
const { refundAsOwner } = await import('#lib/data/refunds/request-refund.ts')
const { unsafeRetryProviderEvent } = await import('#lib/data/provider-events/retry-provider-event.ts')
const { searchOrders } = await import('#lib/data/owner/search-orders.ts')

const owner = {
  userId: crypto.randomUUID(),
  email: 'owner@example.com',
  isOwner: true,
  name: null,
  sessionId: 'x',
}
const stranger = { ...owner, isOwner: false }
beforeEach(() => shop.webhooks({ dropAll: true }))

const search = async (asked: Record<string, string>) =>
  (await searchOrders(owner, orderFilterSchema.parse(asked))).orders.map(({ number }) => number)

async function csv(asked: Record<string, string>): Promise<string[]> {
  let text = ''
  for await (const line of await exportOrders(owner, orderFilterSchema.parse(asked))) text += line
  return text.trimEnd().split('\r\n')
}

describe('orders are found', () => {
  test('by number, address, checkout, payment and refund, and by status, provider and day', async () => {
    const { number, email, orderId, sessionId } = await shop.graduate()
    await shop.graduate()
    await refundAsOwner(owner, { orderId, reason: 'they asked' })
    await shop.workOffRefunds(orderId)
    const intent = await shop.intentOf(sessionId)
    const [refund] = await shop.providerRefunds(sessionId)
    for (const q of [
      number.toLowerCase().slice(4),
      email.toUpperCase(),
      sessionId,
      intent,
      refund?.id ?? '',
    ]) {
      expect(await search({ q }), q).toEqual([number])
    }
    const today = new Date().toISOString().slice(0, 10)
    expect(await search({ status: 'REFUNDED', provider: 'STRIPE', from: today, to: today })).toEqual([number])
    expect(await search({ status: 'REFUNDED', provider: 'COMP' })).toEqual([])
    expect(await search({ to: '2020-01-01' })).toEqual([])
  })

  test('with a filter that makes no sense as if it were not there, and a page too far as the last one', async () => {
    const all = await search({})
    expect(await search({ status: "'; DROP TABLE", from: 'yesterday', country: '<x>' })).toEqual(all)
    const filter = orderFilterSchema.parse({ page: '999' })
    expect(await searchOrders(owner, filter, 1)).toMatchObject({ page: all.length, pages: all.length })
    expect((await searchOrders(owner, orderFilterSchema.parse({ page: '2' }), 1)).orders).toMatchObject([
      { number: all[1] },
    ])
  })
})

describe('one order tells', () => {
  test('what the provider said, what was decided, what was mailed and who did what, in order', async () => {
    await shop.webhooks({ dropAll: false })
    const { number, orderId } = await shop.graduate()
    await refundAsOwner(owner, { orderId, amountInCents: 900, reason: 'A bug' })
    await shop.workOffRefunds(orderId)
    await shop.flush()
    const { timeline, ...order } = await getOwnerOrder(owner, number)
    expect(order).toMatchObject({ leftInCents: 2000, access: 'OPEN', sums: { netInCents: 2000 } })
    const texts = timeline.map(({ text }) => text)
    expect(texts).toEqual(
      expect.arrayContaining([
        'The order is pending',
        'Paid: $29',
        'The order is paid',
        'Access opened',
        'Refund of $9 (attempt 1): requested, by an owner',
        'Refund: $9',
        'Refund at the provider: $9',
        'Refund of $9 (attempt 1): done',
        'checkout.session.completed',
        'order mail: waiting',
      ]),
    )
    expect(timeline.find(({ kind }) => kind === 'OWNER')?.detail).toBe('owner@example.com: A bug')
    const times = timeline.map(({ at }) => at.getTime())
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    const messages = await db.providerEvent.findMany({ where: { orderId } })
    expect(messages.length).toBeGreaterThan(1)
  })

  test('a message about it that failed, to be handled again', async () => {
    const { number, sessionId } = await shop.graduate()
    const data = { provider: 'STRIPE', eventId: 'evt_failed', type: 'checkout.session.completed' } as const
    const { id } = await db.providerEvent.create({
      data: { ...data, objectId: sessionId, outcome: 'failed' },
    })
    const line = async () =>
      (await getOwnerOrder(owner, number)).timeline.find(({ kind }) => kind === 'MESSAGE')
    expect(await line()).toMatchObject({ detail: 'evt_failed: failed', retry: { event: id } })
    expect(await unsafeRetryProviderEvent(owner, id)).toBe('already granted')
    expect(await line()).toMatchObject({ detail: 'evt_failed: already granted', retry: null })
    expect((await listAudit(owner)).lines[0]).toMatchObject({ action: 'RETRY_EVENT' })
  })
})

describe('the export', () => {
  test('has a line for each order, is recorded, and gives no spreadsheet a formula', async () => {
    const { number, orderId } = await shop.graduate()
    await db.order.update({ where: { id: orderId }, data: { userId: null, email: '=cmd|calc@example.com' } })
    const lines = await csv({ q: number })
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(`${number},`)
    expect(lines[1]).toContain(`"'=cmd|calc@example.com"`)
    expect(lines[1]).toContain(',USD,2900,2900,,0,0,2900,')
    expect((await listAudit(owner)).lines[0]).toMatchObject({
      action: 'EXPORT_ORDERS',
      detail: `q=${number}`,
    })
  })
})

describe('the evidence of a dispute', () => {
  test('has the order, the use of the course, the policy as it was shown, and the refund that stood open', async () => {
    const { number, orderId, userId, sessionId } = await shop.graduate()
    await db.lessonProgress.create({
      data: {
        userId,
        courseSlug: course,
        lessonSlug: 'no-such-lesson',
        activeSeconds: 600,
        doneAt: new Date(),
        doneBy: 'LEARNER',
      },
    })
    await control('/disputes', { payment_intent: await shop.intentOf(sessionId) })
    await fulfillCheckout(sessionId)
    const file = await getEvidence(owner, number)
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: file, encoding: 'utf8' })
    for (const part of [number, '$29', '10 min in all', 'Took the certificate', 'Access opened'])
      expect(text).toContain(part)
    expect(text).toContain('The buyer did not ask for a refund.')
    expect(text).toContain('Your access to the course ends at once')
    expect((await listAudit(owner)).lines[0]).toMatchObject({ action: 'DOWNLOAD_EVIDENCE', number })
    const { dispute } = await getOwnerOrder(owner, number)
    expect(dispute).toBe('OPEN')
    await expect(refundAsOwner(owner, { orderId, reason: 'no' })).rejects.toMatchObject({
      code: 'refund_disputed',
    })
  })

  test('of a gift that waits says that its days have not begun', async () => {
    const giver = await shop.newUser()
    const wish = { recipientEmail: 'friend@example.com', fromName: 'Ada', message: '' }
    const gift = { ...wish, sendOn: toDay(new Date()) }
    const { orderId, sessionId } = await shop.open(giver, { gift })
    await shop.pay(sessionId)
    await fulfillCheckout(sessionId)
    const file = await getEvidence(owner, (await shop.orderOf(orderId)).number)
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: file, encoding: 'utf8' })
    expect(text).toContain('the gift is redeemed, and 30 days from then')
  })
})

test('to everybody but the owner none of this exists', async () => {
  const { number } = await shop.graduate()
  const notOwner = { code: 'not_owner' }
  await expect(searchOrders(stranger, orderFilterSchema.parse({}))).rejects.toMatchObject(notOwner)
  await expect(exportOrders(stranger, orderFilterSchema.parse({}))).rejects.toMatchObject(notOwner)
  await expect(getOwnerOrder(stranger, number)).rejects.toMatchObject(notOwner)
  await expect(getEvidence(stranger, number)).rejects.toMatchObject(notOwner)
  await expect(listAudit(stranger)).rejects.toMatchObject(notOwner)
})
