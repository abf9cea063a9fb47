/** Our ledger and BTCPay Server's books, invoice by invoice and in sum, with every message lost. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Payouts } from '#lib/server/btcpay/schemas.ts'
import { openShop } from '#tests/setup/shop.ts'

const shop = await openShop()
const { db, control, orderOf, open, newUser, ownerMails, workOffRefunds } = shop
const { getBooks } = await import('#lib/data/books/get-books.ts')
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { refundAsOwner, requestRefund } = await import('#lib/data/refunds/request-refund.ts')
const { refundOf } = await import('#lib/server/btcpay/facts.ts')
const { getInvoice, getPaymentMethods } = await import('#lib/server/btcpay/invoices.ts')
const { listPullPayments } = await import('#lib/server/btcpay/refunds.ts')
const { runReconciliation } = await import('#lib/data/books/run-reconciliation.ts')

type Payout = Payouts[number]

const dayMs = 24 * 60 * 60 * 1000
beforeEach(() => shop.webhooks({ dropAll: true }))

const openInvoice = async () => open(await newUser(), { way: 'crypto' })
const send = (invoice: string, how: object = {}) => control(`/btcpay/invoices/${invoice}/send`, how)
const end = (invoice: string, how: string) => control(`/btcpay/invoices/${invoice}/end`, { end: how })
/** In BTCPay's own pages. */
const refund = async (invoice: string, how: object = {}) =>
  (await control(`/btcpay/invoices/${invoice}/refund`, how)) as { id: string }
const archive = (pull: string) => control(`/btcpay/pull-payments/${pull}/archive`)

async function payOut(pull: string, how: object = {}) {
  const { payouts } = (await control(`/btcpay/pull-payments/${pull}/claim`, how)) as {
    payouts: { id: string }[]
  }
  for (const state of ['AwaitingPayment', 'Completed'])
    await control(`/btcpay/payouts/${payouts.at(-1)?.id}`, { state })
}

async function compare(now = new Date()) {
  await runReconciliation(now, 0)
  const { open: found, runs } = await getBooks({ isOwner: true })
  const sum = runs[0]?.sums.find(({ provider }) => provider === 'BTCPAY')
  return { found: found.map(({ detail }) => detail), sum }
}

async function sandboxNet() {
  const answer = await fetch(`${shop.sandbox.url}/_sandbox/books`)
  const { crypto } = (await answer.json()) as { crypto: { invoice: string; net: number }[] }
  return crypto.reduce((sum, { net }) => sum + net, 0)
}

/** No difference is left, and both sums are the sandbox's own. */
async function expectEqual() {
  const compared = await compare()
  const net = await sandboxNet()
  expect(compared).toEqual({
    found: [],
    sum: { provider: 'BTCPAY', currency: 'usd', oursInCents: net, theirsInCents: net },
  })
}

/** What a person with the database's password can do, and our own code can not. */
const withoutTriggers = (sql: string) =>
  db.$transaction([db.$executeRaw`SET LOCAL session_replication_role = replica`, db.$executeRawUnsafe(sql)])

/** What happens to an invoice while we hear nothing of it. */
const histories: Record<string, (invoice: string) => Promise<unknown>> = {
  'paid exactly': (invoice) => send(invoice),
  'paid in parts': async (invoice) => {
    await send(invoice, { send: 12.83 })
    await send(invoice)
  },
  'paid, and not yet confirmed': (invoice) => send(invoice, { slowly: true }),
  'paid, and dropped by the network': async (invoice) => {
    await send(invoice, { slowly: true })
    await end(invoice, 'drop')
  },
  'paid too much': (invoice) => send(invoice, { send: 41.17 }),
  'paid too little, in time': (invoice) => send(invoice, { send: 'little' }),
  'paid too little': async (invoice) => {
    await send(invoice, { send: 'little' })
    await end(invoice, 'expire')
  },
  'paid late': async (invoice) => {
    await end(invoice, 'expire')
    await send(invoice)
  },
  'paid late, and marked settled': async (invoice) => {
    await end(invoice, 'expire')
    await send(invoice)
    await end(invoice, 'settle')
  },
  'paid too little, and marked settled': async (invoice) => {
    await send(invoice, { send: 'little' })
    await end(invoice, 'settle')
  },
  'marked settled before the network confirms': async (invoice) => {
    await send(invoice, { slowly: true })
    await end(invoice, 'settle')
  },
  'marked settled, with nothing on it': (invoice) => end(invoice, 'settle'),
  'marked invalid, with nothing on it': (invoice) => end(invoice, 'invalidate'),
  'marked invalid, with money on it': async (invoice) => {
    await send(invoice, { send: 'little' })
    await end(invoice, 'invalidate')
  },
  'paid, and marked invalid': async (invoice) => {
    await send(invoice)
    await end(invoice, 'invalidate')
  },
  'refunded in BTCPay': async (invoice) => {
    await send(invoice)
    await refund(invoice)
  },
  'refunded in part in BTCPay': async (invoice) => {
    await send(invoice)
    await refund(invoice, { amount: 9.5 })
    await refund(invoice, { amount: 4 })
  },
  'refunded in bitcoin, and paid out': async (invoice) => {
    await send(invoice)
    await payOut((await refund(invoice, { amount: 0.0002, currency: 'BTC' })).id)
  },
  'refunded in bitcoin, and taken back': async (invoice) => {
    await send(invoice)
    await archive((await refund(invoice, { amount: 0.0002, currency: 'BTC' })).id)
  },
  'refunded, and taken back before anybody was paid': async (invoice) => {
    await send(invoice)
    const { id } = await refund(invoice)
    await control(`/btcpay/pull-payments/${id}/claim`)
    await archive(id)
  },
  'refunded, paid out, and put away': async (invoice) => {
    await send(invoice)
    const { id } = await refund(invoice)
    await payOut(id)
    await archive(id)
  },
  'refunded, paid out in part, and open for the rest': async (invoice) => {
    await send(invoice)
    await payOut((await refund(invoice)).id, { amount: 9.5 })
  },
  'refunded, paid out in part, and taken back': async (invoice) => {
    await send(invoice)
    const { id } = await refund(invoice)
    await payOut(id, { amount: 9.5 })
    await payOut(id, { amount: 4 })
    await control(`/btcpay/pull-payments/${id}/claim`)
    await archive(id)
  },
  'refunded in bitcoin, paid out in part, and taken back': async (invoice) => {
    await send(invoice)
    const { id } = await refund(invoice, { amount: 0.0002, currency: 'BTC' })
    await payOut(id, { amount: 0.00007 })
    await archive(id)
  },
  'given back what was too much, in BTCPay': async (invoice) => {
    await send(invoice, { send: 40 })
    await refund(invoice, { amount: 11 })
  },
}

test.each(Object.keys(histories))('an invoice that was %s has the same sum after one run', async (name) => {
  const { orderId, sessionId } = await openInvoice()
  await histories[name]?.(sessionId)
  await expectEqual()
  // What went back by itself is sent, and counted the same again.
  await workOffRefunds(orderId)
  await expectEqual()
})

describe('what was learned before it changed', () => {
  test.each([
    ['paid in full after it was accepted with too little', 'little', {}],
    ['paid once more after it was paid', 'exact', { send: 29 }],
  ])('an invoice that is %s', async (_, first, second) => {
    const { sessionId } = await openInvoice()
    await send(sessionId, { send: first })
    await end(sessionId, 'settle').catch(() => undefined)
    await expectEqual()
    await send(sessionId, second)
    await expectEqual()
  })

  test('money that came while the return of other money waited to be sent: both go back', async () => {
    const { orderId, sessionId } = await openInvoice()
    await send(sessionId, { send: 'little' })
    await end(sessionId, 'expire')
    await fulfillCheckout(sessionId)
    await send(sessionId, { send: 9 })
    await fulfillCheckout(sessionId)
    expect((await orderOf(orderId)).refunds).toMatchObject([{ status: 'REQUESTED', amountInCents: 1450 }])
    for (let round = 0; round < 2; round++) await workOffRefunds(orderId)
    expect((await orderOf(orderId)).refunds).toMatchObject([
      { status: 'SENT', amountInCents: 1450 },
      { status: 'SENT', amountInCents: 900 },
    ])
    await expectEqual()
  })

  test('a refund that is taken back', async () => {
    const { sessionId } = await openInvoice()
    await send(sessionId)
    const { id } = await refund(sessionId)
    await expectEqual()
    await archive(id)
    await expectEqual()
  })

  test('an invoice that is older than the list, accepted only now', async () => {
    const { sessionId } = await openInvoice()
    await end(sessionId, 'settle')
    const later = new Date(Date.now() + 120 * dayMs)
    await fulfillCheckout(sessionId, later)
    expect(await compare(later)).toEqual({
      found: [],
      sum: { provider: 'BTCPAY', currency: 'usd', oursInCents: 2900, theirsInCents: 2900 },
    })
  })
})

describe('a refund of which only a part was paid out', () => {
  async function refunded(isOver: 'too much' | 'exactly' = 'exactly') {
    const { orderId, sessionId } = await openInvoice()
    await send(sessionId, isOver === 'exactly' ? {} : { send: 40 })
    await expectEqual()
    const { number, userId } = await orderOf(orderId)
    if (isOver === 'exactly') await requestRefund(userId ?? '', number)
    await workOffRefunds(orderId)
    const pull = (await orderOf(orderId)).refunds[0]?.providerRefundId ?? ''
    return { orderId, sessionId, number, pull, owner: await newUser() }
  }
  const lines = async (orderId: string) =>
    (await orderOf(orderId)).payments
      .filter(({ kind }) => kind.startsWith('REFUND'))
      .map(({ kind, amountInCents }) => `${kind} ${amountInCents}`)

  test('is returned as far as it was paid out, and the rest is said to have failed', async () => {
    const { orderId, number, pull, owner } = await refunded()
    await payOut(pull, { amount: 9.5 })
    await expectEqual()
    expect(await orderOf(orderId)).toMatchObject({ refunds: [{ status: 'SENT', amountInCents: 2900 }] })

    await archive(pull)
    await expectEqual()
    expect(await lines(orderId)).toEqual(['REFUND 2900', 'REFUND_FAILED 1950'])
    expect(await orderOf(orderId)).toMatchObject({
      status: 'PAID',
      entitlement: { revokedAt: null },
      refunds: [
        { status: 'DONE', amountInCents: 950, failureReason: null },
        {
          status: 'FAILED',
          amountInCents: 1950,
          origin: 'LEARNER',
          failureReason: 'only $9.50 of $29 was paid out before it was cancelled',
        },
      ],
    })
    expect(await ownerMails(number)).toContain(`The refund of order ${number} failed`)
    expect(await ownerMails('only $9.50 of $29')).toHaveLength(1)
    expect((await shop.mails(orderId)).slice(-2).sort()).toEqual(['refund-done', 'refund-failed'])

    // The same news again say nothing new.
    await fulfillCheckout((await orderOf(orderId)).providerSessionId ?? '')
    expect((await orderOf(orderId)).refunds).toHaveLength(2)
    expect(await ownerMails('only $9.50 of $29')).toHaveLength(1)

    await refundAsOwner(owner, { orderId, reason: 'the rest' })
    await workOffRefunds(orderId)
    const rest = (await orderOf(orderId)).refunds.at(-1)
    expect(rest).toMatchObject({ status: 'SENT', amountInCents: 1950 })
    await payOut(rest?.providerRefundId ?? '')
    await expectEqual()
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED' })
  })

  test('and that was once counted as whole comes right', async () => {
    const { orderId, pull } = await refunded()
    await payOut(pull, { amount: 9.5 })
    await db.refund.updateMany({ where: { orderId }, data: { status: 'DONE' } })
    await archive(pull)
    await expectEqual()
    expect(await lines(orderId)).toEqual(['REFUND 2900', 'REFUND_FAILED 1950'])
    expect((await orderOf(orderId)).refunds).toMatchObject([
      { status: 'DONE', amountInCents: 950 },
      { status: 'FAILED', amountInCents: 1950 },
    ])
  })

  test('of what was sent too much leaves the rest to the owner', async () => {
    const { orderId, pull, owner } = await refunded('too much')
    await payOut(pull, { amount: 4 })
    await archive(pull)
    await expectEqual()
    const both = [
      { origin: 'UNMATCHED', status: 'DONE', amountInCents: 400 },
      { origin: 'UNMATCHED', status: 'FAILED', amountInCents: 700 },
    ]
    expect(await orderOf(orderId)).toMatchObject({ entitlement: { revokedAt: null }, refunds: both })
    await refundAsOwner(owner, { orderId, amountInCents: 100, reason: 'a part of the price' })
    await expectEqual()
    expect((await orderOf(orderId)).refunds).toMatchObject([...both, { amountInCents: 100 }])
  })

  test('is not over while a payout of it is on its way, and over when its time is', async () => {
    const { sessionId, pull: id } = await refunded()
    const [invoice, methods] = [await getInvoice(sessionId), await getPaymentMethods(sessionId)]
    const pull = (await listPullPayments()).find((one) => one.id === id)
    const at = (state: Payout['state'], originalAmount: number): Payout => ({
      id: state,
      state,
      originalAmount,
    })
    const now = new Date()
    const read = (change: object, ...payouts: Payout[]) => {
      if (!pull) throw new Error('There is no pull payment.')
      return { ...refundOf({ ...pull, ...change }, payouts, { invoice, methods, now }) }
    }
    const [archived, expired] = [{ archived: true }, { expiresAt: new Date(now.getTime() - 1) }]
    const [paid, running] = [at('Completed', 9.5), at('InProgress', 19.5)]
    for (const end of [archived, expired]) {
      expect(read(end, paid, running)).toMatchObject({ state: 'PENDING' })
      expect(read(end, paid, at('Cancelled', 19.5))).toMatchObject({
        state: 'SUCCEEDED',
        amountInCents: 2900,
        unpaidInCents: 1950,
      })
      expect(read(end, at('Cancelled', 29))).toMatchObject({ state: 'FAILED' })
      expect(read(end, paid, at('Completed', 19.5)).unpaidInCents).toBeUndefined()
    }
    expect(read(expired, paid).failureReason).toBe('only $9.50 of $29 was paid out before its time was over')
  })
})

describe('what somebody did to our books', () => {
  async function bought() {
    const { orderId, sessionId } = await openInvoice()
    await send(sessionId)
    await refund(sessionId, { amount: 9 })
    await expectEqual()
    return { orderId, sessionId, number: (await orderOf(orderId)).number }
  }

  test.each(['CHARGE', 'DEPOSIT', 'DEPOSIT_USED', 'REFUND'])(
    'a line that is missing (%s) is written again',
    async (kind) => {
      const { orderId } = await bought()
      const before = (await orderOf(orderId)).payments.length
      await withoutTriggers(`DELETE FROM "Payment" WHERE "orderId" = '${orderId}' AND kind = '${kind}'`)
      expect((await orderOf(orderId)).payments).toHaveLength(before - 1)
      await expectEqual()
      expect((await orderOf(orderId)).payments).toHaveLength(before)
    },
  )

  test.each(['DEPOSIT', 'REFUND'])(
    'a line with another amount (%s) is found and told once, until it is right again',
    async (kind) => {
      const { orderId, sessionId, number } = await bought()
      const add = (cents: number) =>
        withoutTriggers(
          `UPDATE "Payment" SET "amountInCents" = "amountInCents" + ${cents} WHERE "orderId" = '${orderId}' AND kind = '${kind}'`,
        )
      await add(100)
      const { found, sum } = await compare()
      expect(found).toEqual([
        expect.stringContaining(`BTCPay Server has $29 received and $9 given back of ${sessionId}`),
      ])
      expect(found[0]).toContain(`on order ${number}`)
      expect(Math.abs((sum?.oursInCents ?? 0) - (sum?.theirsInCents ?? 0))).toBe(100)
      await compare()
      expect(await ownerMails(sessionId)).toEqual(['Our books and the provider’s do not agree'])
      await add(-100)
      await expectEqual()
    },
  )

  test('a payment on an invoice that BTCPay does not know', async () => {
    const { orderId, sessionId, number } = await bought()
    const move = (id: string) => db.order.update({ where: { id: orderId }, data: { providerSessionId: id } })
    await move('1111111111111111111111')
    const { found } = await compare()
    expect(found).toContain(
      `Order ${number} has the payment 1111111111111111111111, which BTCPay Server does not know`,
    )
    expect(found).toContainEqual(
      expect.stringMatching(new RegExp(`${sessionId}, for order ${orderId}; our ledger has no such payment`)),
    )
    await move(sessionId)
    await db.order.update({ where: { id: orderId }, data: { problem: null } })
    await expectEqual()
  })
})

describe('what BTCPay has, and our books cannot have', () => {
  test('a payment for an order that is not in our books, until it is given back', async () => {
    const { url, apiKey } = shop.sandbox.btcpay
    const orderId = randomUUID()
    const answer = await fetch(`${url}/api/v1/stores/sandbox/invoices`, {
      method: 'POST',
      headers: { authorization: `token ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ amount: '12.00', currency: 'USD', metadata: { orderId } }),
    })
    const { id } = (await answer.json()) as { id: string }
    await send(id)
    const { found, sum } = await compare()
    expect(found).toContain(
      `BTCPay Server has $12 received and $0 given back of ${id}, for order ${orderId}; our ledger has no such payment`,
    )
    expect((sum?.theirsInCents ?? 0) - (sum?.oursInCents ?? 0)).toBe(1200)
    const told = (await ownerMails(id)).length
    expect(told).toBeGreaterThan(0)
    await compare()
    expect(await ownerMails(id)).toHaveLength(told)
    await refund(id)
    const { found: left } = await compare()
    expect(left.filter((detail) => detail.includes('our ledger has no such payment'))).toEqual([])
  })

  test('an invoice of another shop in the same store is none of our business', async () => {
    const { url, apiKey } = shop.sandbox.btcpay
    const before = (await compare()).sum
    const answer = await fetch(`${url}/api/v1/stores/sandbox/invoices`, {
      method: 'POST',
      headers: { authorization: `token ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ amount: '7.00', currency: 'USD', metadata: { orderId: '10442' } }),
    })
    const { id } = (await answer.json()) as { id: string }
    await send(id)
    const { found, sum } = await compare()
    expect(sum).toEqual(before)
    expect(found.filter((detail) => detail.includes(id))).toEqual([])
  })

  test('more given back than came in', async () => {
    const { sessionId } = await openInvoice()
    await send(sessionId)
    const { id } = await refund(sessionId, { amount: 30 })
    const { found, sum } = await compare()
    expect(found).toContainEqual(
      expect.stringContaining(`BTCPay Server has $29 received and $30 given back of ${sessionId}`),
    )
    expect(sum?.oursInCents).toBe(sum?.theirsInCents)
    expect(await ownerMails('$1 more than this order was paid')).toHaveLength(1)
    await archive(id)
    const { found: left } = await compare()
    expect(left.filter((detail) => detail.includes(sessionId))).toEqual([])
  })

  test('a refund in a currency that the invoice has no rate for, until it is taken back', async () => {
    const { orderId, sessionId } = await openInvoice()
    await send(sessionId)
    const { id } = await refund(sessionId, { amount: 20, currency: 'EUR' })
    const { found } = await compare()
    expect(found).toContain(
      `BTCPay Server gives back 20 EUR of ${sessionId}, which cannot be counted in USD and is not in our ledger`,
    )
    expect(await ownerMails(sessionId)).toEqual(['Our books and the provider’s do not agree'])
    expect(await orderOf(orderId)).toMatchObject({ refunds: [], entitlement: { revokedAt: null } })
    await archive(id)
    expect((await compare()).found).not.toContainEqual(expect.stringContaining(sessionId))
  })

  test('a word that was taken back: marked settled with nothing on it, and then otherwise', async () => {
    const [invalid, part] = [await openInvoice(), await openInvoice()]
    for (const { sessionId } of [invalid, part]) await end(sessionId, 'settle')
    await compare()
    await end(invalid.sessionId, 'invalidate')
    await send(part.sessionId, { send: 10 })
    const { found } = await compare()
    const said = (received: string, { sessionId }: typeof invalid) =>
      expect.stringContaining(`BTCPay Server has ${received} received and $0 given back of ${sessionId}`)
    expect(found).toContainEqual(said('$0', invalid))
    expect(found).toContainEqual(said('$10', part))
    await end(invalid.sessionId, 'settle')
    expect((await compare()).found).not.toContainEqual(expect.stringContaining(invalid.sessionId))
  })
})
