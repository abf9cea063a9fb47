import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openMailbox } from '#tests/setup/mailbox.ts'

const mailbox = await openMailbox()
process.env.SMTP_URL = mailbox.url
const { confirmSignIn } = await import('#lib/data/sign-in/confirm-sign-in.ts')
const { jobHandlers } = await import('#lib/data/site/job-handlers.ts')
const { readSession } = await import('#lib/data/sign-in/read-session.ts')
const { sendOrderMail } = await import('#lib/data/orders/send-order-mail.ts')
const { db } = await import('#lib/server/db.ts')
const { enqueue, startJobs } = await import('#lib/server/jobs.ts')

beforeAll(() =>
  startJobs({ 'sign-in-mail': jobHandlers['sign-in-mail'], 'owner-mail': jobHandlers['owner-mail'] }),
)
afterAll(() => mailbox.close())
beforeEach(() => {
  mailbox.mails.length = 0
})

async function purchase(buyer: { emailVerified: Date | null; name?: string }) {
  const email = `${randomUUID()}@example.com`
  const user = await db.user.create({ data: { email, ...buyer } })
  const order = await db.order.create({
    data: {
      number: `DPM-${randomUUID().slice(0, 6)}`,
      courseSlug: 'demystifying-python-memory',
      userId: user.id,
      // What was typed at the provider; the account's address is the one that mails go to.
      email: 'somebody.else@example.com',
      status: 'PAID',
      amountInCents: 2900,
      currency: 'usd',
      paidAt: new Date('2026-11-22T15:04:00Z'),
      terms: {
        title: 'Demystifying Python Memory',
        courseVersion: '2026.1',
        refundDays: 30,
        refundPromise: '30 days, no questions',
      },
      payments: {
        create: {
          kind: 'CHARGE',
          provider: 'STRIPE',
          providerId: randomUUID(),
          amountInCents: 2900,
          currency: 'usd',
          occurredAt: new Date('2026-11-22T15:04:00Z'),
        },
      },
    },
  })
  return { email, order }
}

describe('the queue', () => {
  test('mails what a committed transaction asked for, and nothing of one that was rolled back', async () => {
    const [kept, lost] = [`${randomUUID()}@example.com`, `${randomUUID()}@example.com`]
    await expect(
      db.$transaction(async (tx) => {
        await enqueue(tx, 'sign-in-mail', { email: lost, returnTo: '/learn' })
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    await db.$transaction((tx) => enqueue(tx, 'sign-in-mail', { email: kept, returnTo: '/learn' }))
    await vi.waitFor(() => expect(mailbox.mails.map(({ to }) => to)).toEqual([[kept]]), { timeout: 15_000 })
  })

  test('tells the owner', async () => {
    await enqueue(db, 'owner-mail', { subject: 'A refund failed', text: 'Look at DPM-7Q2K9F.\n\nSoon.' })
    await vi.waitFor(() => expect(mailbox.mails).toHaveLength(1), { timeout: 15_000 })
    expect(mailbox.mails[0]?.to).toEqual(['owner@example.com'])
    expect(mailbox.mails[0]?.mail.subject).toBe('[Owner] A refund failed')
  })
})

describe('a receipt', () => {
  test('goes to the account’s own address and lets a guest in, to the course', async () => {
    const { email, order } = await purchase({ emailVerified: null })
    await sendOrderMail({ orderId: order.id, template: 'purchase' }, { id: randomUUID() })
    const [sent] = mailbox.mails
    expect(sent?.to).toEqual([email])
    expect(sent?.mail.text).toContain('Until 22 December 2026, 15:04 UTC')
    const link = new URL(/http\S+\/sign-in\/confirm\S+/.exec(sent?.mail.text ?? '')?.[0] ?? '')
    expect(link.searchParams.get('returnTo')).toBe('/learn/demystifying-python-memory')
    const token = link.searchParams.get('token') ?? ''
    const cookie = await confirmSignIn({ email, token, userAgent: null, formerSessionId: null })
    expect((await readSession(cookie.value))?.viewer.userId).toBe(order.userId)
  })

  test('holds no link that signs in for who has signed in before', async () => {
    const { order } = await purchase({ emailVerified: new Date(), name: 'Ada <ada@example.com>' })
    await sendOrderMail({ orderId: order.id, template: 'purchase' }, { id: randomUUID() })
    const [sent] = mailbox.mails
    expect(sent?.mail.text).not.toContain('/sign-in')
    expect(sent?.mail.text).toContain('Hello Ada <ada@example.com>,')
    expect(sent?.mail.html).toContain('Hello Ada &lt;ada@example.com&gt;,')
  })
})

test('a mail about a refund names the latest attempt', async () => {
  const { order } = await purchase({ emailVerified: new Date() })
  const refund = { orderId: order.id, origin: 'LEARNER', currency: 'usd' } as const
  await db.refund.create({ data: { ...refund, attempt: 1, status: 'FAILED', amountInCents: 2900 } })
  await db.refund.create({ data: { ...refund, attempt: 2, status: 'SENT', amountInCents: 1450 } })
  await sendOrderMail({ orderId: order.id, template: 'refund-sent' }, { id: randomUUID() })
  expect(mailbox.mails[0]?.mail.subject).toBe(`$14.50 was sent back to you, order ${order.number}`)
})

test('an order that nobody can be told about is left alone', async () => {
  await sendOrderMail({ orderId: randomUUID(), template: 'purchase' }, { id: randomUUID() })
  expect(mailbox.mails).toEqual([])
})
