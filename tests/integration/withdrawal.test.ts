import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openMailbox } from '#tests/setup/mailbox.ts'
import { openShop } from '#tests/setup/shop.ts'

const mailbox = await openMailbox()
process.env.SMTP_URL = mailbox.url
const shop = await openShop()
const { db, orderOf, graduate } = shop
const { confirmWithdrawal } = await import('#lib/data/withdrawals/confirm-withdrawal.ts')
const { getWithdrawal } = await import('#lib/data/withdrawals/get-withdrawal.ts')
const { sendWithdrawalLink } = await import('#lib/data/withdrawals/send-withdrawal-link.ts')
const { sendWithdrawalReceipt } = await import('#lib/data/withdrawals/send-withdrawal-receipt.ts')
const { stateWithdrawal } = await import('#lib/data/withdrawals/state-withdrawal.ts')
const { withdrawalSchema } = await import('#lib/schemas/withdrawal.ts')

afterAll(() => mailbox.close())
beforeEach(async () => {
  mailbox.mails.length = 0
  await shop.webhooks({ dropAll: true })
})

const dayInMs = 24 * 60 * 60 * 1000
let networks = 0

/** Does the jobs of a queue that wait, as a worker would. */
async function workOff(name: 'withdrawal-mail' | 'withdrawal-receipt'): Promise<void> {
  const jobs = await db.$queryRaw<{ id: string; data: never }[]>`
    DELETE FROM pgboss.job WHERE name = ${name} RETURNING id::text, data`
  const handler = name === 'withdrawal-mail' ? sendWithdrawalLink : sendWithdrawalReceipt
  for (const { id, data } of jobs) await handler(data, { id })
}

/** States a withdrawal, and returns the token of the link that came by mail; null when none came. */
async function state(order: string, email: string, now?: Date): Promise<string | null> {
  const statement = withdrawalSchema.parse({ name: ' Ada Lovelace ', order, email })
  networks += 1
  await stateWithdrawal(statement, `network ${networks}`, now)
  await workOff('withdrawal-mail')
  return mailbox.mails.at(-1)?.mail.text?.match(/confirm\?token=([\w-]{43})/)?.[1] ?? null
}

async function stateOrThrow(order: string, email: string, now?: Date): Promise<string> {
  const token = await state(order, email, now)
  if (!token) throw new Error('no link was mailed')
  return token
}

describe('withdrawing without signing in', () => {
  test('ends access, refunds through the one machine, and mails a receipt with both times', async () => {
    const { email, orderId, number, hasAccess, sessionId } = await graduate()
    const token = await stateOrThrow(` ${number.toLowerCase()} `, email.toUpperCase())
    expect(mailbox.mails.map(({ to }) => to)).toEqual([[email]])
    // Looking at the page is no press of its button.
    expect(await getWithdrawal(token)).toMatchObject({ confirmedAt: null, purchase: { number } })
    expect(await hasAccess()).toBe(true)

    await confirmWithdrawal(token)
    expect(await hasAccess()).toBe(false)
    expect((await orderOf(orderId)).refunds).toMatchObject([{ origin: 'LEARNER', status: 'REQUESTED' }])
    await workOff('withdrawal-receipt')
    const { statedAt, confirmedAt } = await db.withdrawal.findFirstOrThrow({ where: { orderId } })
    const receipt = mailbox.mails.at(-1)
    expect(receipt?.to).toEqual([email])
    expect(receipt?.mail.subject).toBe(`Receipt of your withdrawal, order ${number}`)
    for (const said of [statedAt, confirmedAt ?? new Date(0)]) {
      expect(receipt?.mail.text).toContain(said.toISOString().slice(0, 19))
    }
    expect(receipt?.mail.text).toContain('Ada Lovelace')

    await shop.workOffRefunds(orderId)
    expect(await shop.providerRefunds(sessionId)).toHaveLength(1)
    expect((await orderOf(orderId)).status).toBe('REFUNDED')
  })

  test('the link works once: presses at the same moment and later ones change nothing', async () => {
    const { email, orderId, number } = await graduate()
    const token = await stateOrThrow(number, email)
    await Promise.all([1, 2, 3].map(() => confirmWithdrawal(token)))
    await confirmWithdrawal(token)
    expect((await orderOf(orderId)).refunds).toHaveLength(1)
    await workOff('withdrawal-receipt')
    expect(mailbox.mails.filter(({ mail }) => mail.subject?.startsWith('Receipt'))).toHaveLength(1)
  })

  test('nothing that works stands in the database or the queue', async () => {
    const { email, number } = await graduate()
    const token = await stateOrThrow(number, email)
    const [{ found } = { found: 1n }] = await db.$queryRaw<{ found: bigint }[]>`
      SELECT (SELECT count(*) FROM "Withdrawal" w WHERE w::text LIKE ${`%${token}%`})
        + (SELECT count(*) FROM pgboss.job j WHERE j::text LIKE ${`%${token}%`}) AS found`
    expect(Number(found)).toBe(0)
  })

  test('a job that is tried again mails the same link', async () => {
    const { email, number } = await graduate()
    mailbox.refuseWith = 451
    await expect(state(number, email)).rejects.toThrow()
    mailbox.refuseWith = undefined
    const statement = { name: 'Ada', order: number, email, statedAt: new Date().toISOString() }
    for (const _ of [1, 2]) await sendWithdrawalLink(statement, { id: 'one job' })
    const [one, other] = mailbox.mails.map(({ mail }) => mail.text?.match(/token=(\S+)/)?.[1])
    expect(one).toBe(other)
    await confirmWithdrawal(one ?? '')
  })

  test('the moment of the statement counts for the deadline, not that of the press', async () => {
    const { email, orderId, number } = await graduate()
    const deadline = ((await orderOf(orderId)).paidAt?.getTime() ?? 0) + 30 * dayInMs
    const late = await stateOrThrow(number, email, new Date(deadline + 1))
    expect(await getWithdrawal(late)).toMatchObject({ purchase: { refundObstacle: 'refund_window_over' } })
    await expect(confirmWithdrawal(late)).rejects.toMatchObject({ code: 'refund_window_over' })
    await confirmWithdrawal(await stateOrThrow(number, email, new Date(deadline)))
  })

  test('a link that is older than a day, or forged, does nothing', async () => {
    const { email, number, hasAccess } = await graduate()
    const token = await stateOrThrow(number, email)
    const tomorrow = new Date(Date.now() + dayInMs + 1000)
    expect(await getWithdrawal(token, tomorrow)).toBeNull()
    await expect(confirmWithdrawal(token, tomorrow)).rejects.toMatchObject({ code: 'link_expired' })
    const forged = 'x'.repeat(43)
    expect(await getWithdrawal(forged)).toBeNull()
    await expect(confirmWithdrawal(forged)).rejects.toMatchObject({ code: 'link_expired' })
    expect(await hasAccess()).toBe(true)
  })

  test('a disputed payment is not refunded on top, and the link is not spent', async () => {
    const { email, number, sessionId } = await graduate()
    const token = await stateOrThrow(number, email)
    await shop.control('/disputes', { payment_intent: await shop.intentOf(sessionId) })
    const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
    await fulfillCheckout(sessionId)
    await expect(confirmWithdrawal(token)).rejects.toMatchObject({ code: 'refund_disputed' })
    expect(await getWithdrawal(token)).toMatchObject({ confirmedAt: null })
  })
})

describe('what nobody can find out', () => {
  test('an address that bought nothing gets no mail; one that bought something else is told its own numbers', async () => {
    const [one, other] = [await graduate(), await graduate()]
    expect(await state(one.number, 'nobody@example.com')).toBeNull()
    expect(mailbox.mails).toEqual([])
    expect(await state(one.number, other.email)).toBeNull()
    expect(mailbox.mails.map(({ to }) => to)).toEqual([[other.email]])
    expect(mailbox.mails[0]?.mail.text).toContain(`What was: ${other.number}.`)
  })

  test('an order that was not paid counts as none', async () => {
    const viewer = await shop.newUser()
    const { orderId } = await shop.open(viewer)
    expect(await state((await orderOf(orderId)).number, viewer.email)).toBeNull()
    expect(mailbox.mails).toEqual([])
  })

  test('one mailbox, and one network, can be written to so often only', async () => {
    const statement = { name: 'Ada', order: 'DPM-222222', email: 'often@example.com' }
    for (const network of ['a', 'b', 'c', 'd', 'e']) await stateWithdrawal(statement, network)
    await expect(stateWithdrawal(statement, 'f')).rejects.toMatchObject({ code: 'rate_limited' })
    for (let i = 0; i < 20; i++) await stateWithdrawal({ ...statement, email: `m${i}@example.com` }, 'one')
    const more = stateWithdrawal({ ...statement, email: 'more@example.com' }, 'one')
    await expect(more).rejects.toMatchObject({ code: 'rate_limited' })
  })
})
