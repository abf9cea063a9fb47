import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { firefox, minuteInMs, newEmail, openSignIn, passTime } from '#tests/setup/sign-in.ts'

const { mailbox, mailLink, confirm, signIn } = await openSignIn({
  SUPPORT_EMAIL: 'help@example.com',
  SIGN_IN_LIMIT_PER_NETWORK: '4',
  SIGN_IN_LIMIT_PER_EMAIL: '3',
  SIGN_IN_LIMIT_TOTAL: '60',
})
const { readSession } = await import('#lib/data/sign-in/read-session.ts')
const { requestSignInLink } = await import('#lib/data/sign-in/request-sign-in-link.ts')
const { sendSignInMail } = await import('#lib/data/sign-in/send-sign-in-mail.ts')
const { isSignInTokenAlive } = await import('#lib/server/auth.ts')
const { db } = await import('#lib/server/db.ts')

describe('a mailed link', () => {
  test('signs in a newcomer, once, and shows that the address is theirs', async () => {
    const link = await mailLink(newEmail())
    const cookie = await confirm(link)
    expect((await readSession(cookie.value))?.viewer).toMatchObject({ email: link.email, isOwner: false })
    const user = await db.user.findUniqueOrThrow({ where: { email: link.email } })
    expect(user.emailVerified).toBeInstanceOf(Date)
    await expect(confirm(link)).rejects.toMatchObject({ code: 'link_expired' })
    expect(await db.session.count({ where: { userId: user.id } })).toBe(1)
  })

  test('signs a guest buyer into the user that the purchase made', async () => {
    const email = newEmail()
    const guest = await db.user.create({ data: { email } })
    const { viewer } = await signIn(email)
    expect(viewer.userId).toBe(guest.id)
    const user = await db.user.findUniqueOrThrow({ where: { email } })
    expect(user.emailVerified).not.toBeNull()
  })

  test('gives a cookie that scripts and other sites cannot use', async () => {
    const cookie = await confirm(await mailLink(newEmail()))
    expect(cookie).toMatchObject({
      name: 'authjs.session-token',
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
    })
    expect(cookie.value).toMatch(/^[\w-]{43}$/)
  })

  test('works after 14 minutes and not after 15', async () => {
    const [early, late] = [await mailLink(newEmail()), await mailLink(newEmail())]
    passTime(14 * minuteInMs)
    await confirm(early)
    passTime(minuteInMs + 1000)
    expect(await isSignInTokenAlive(late.email, late.token)).toBe(false)
    await expect(confirm(late)).rejects.toMatchObject({ code: 'link_expired' })
  })

  test('of two presses at once, one begins a session', async () => {
    const link = await mailLink(newEmail())
    const presses = await Promise.allSettled([confirm(link), confirm(link), confirm(link)])
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.session.count({ where: { user: { email: link.email } } })).toBe(1)
  })

  test('is not spent by looking at it', async () => {
    const link = await mailLink(newEmail())
    expect(await isSignInTokenAlive(link.email, link.token)).toBe(true)
    expect(await isSignInTokenAlive(link.email, link.token)).toBe(true)
    await confirm(link)
    expect(await isSignInTokenAlive(link.email, link.token)).toBe(false)
  })

  test('does not open another account than the one it was mailed to', async () => {
    const link = await mailLink(newEmail())
    const victim = newEmail()
    await db.user.create({ data: { email: victim } })
    await expect(confirm({ email: victim, token: link.token })).rejects.toMatchObject({
      code: 'link_expired',
    })
    await expect(confirm({ email: link.email, token: 'a'.repeat(43) })).rejects.toMatchObject({
      code: 'link_expired',
    })
    // Neither guess used the link up.
    await confirm(link)
  })

  test('stands in no table in a form that works', async () => {
    const link = await mailLink(newEmail())
    const cookie = await confirm(await mailLink(newEmail()))
    const tables = await db.$queryRaw<{ row: string }[]>`
      select t::text as row from "VerificationToken" t union all select s::text from "Session" s`
    expect(tables.length).toBeGreaterThan(1)
    for (const { row } of tables) {
      expect(row).not.toContain(link.token)
      expect(row).not.toContain(cookie.value)
    }
  })

  test('ends the session that the browser had before, and only that one', async () => {
    const [phone, former] = [await signIn(newEmail()), await signIn(newEmail())]
    await confirm(await mailLink(newEmail()), firefox, former.viewer.sessionId)
    expect(await readSession(former.token)).toBeNull()
    expect(await readSession(phone.token)).not.toBeNull()
  })
})

describe('the mail', () => {
  test('comes from us, answers go to support, and a retry is recognisable', async () => {
    const jobId = randomUUID()
    const { sent, email, url } = await mailLink(newEmail(), '/account/purchases', jobId)
    await mailLink(email, '/learn', jobId)
    expect(sent?.to).toEqual([email])
    expect(sent?.mail.from).toEqual({ name: 'Demystifying Python Memory', address: 'course@example.com' })
    expect(sent?.mail.replyTo?.[0]?.address).toBe('help@example.com')
    expect(mailbox.mails.map(({ mail }) => mail.messageId)).toEqual([
      `<${jobId}@localhost>`,
      `<${jobId}@localhost>`,
    ])
    expect(url.searchParams.get('returnTo')).toBe('/account/purchases')
    expect(sent?.mail.html).toContain(url.href.replaceAll('&', '&amp;'))
    expect(sent?.mail.html).not.toMatch(/<img|url\(|<script|<link/)
  })

  test('to a mailbox that does not exist is given up, and tried again when the server is busy', async () => {
    mailbox.refuseWith = 550
    await sendSignInMail({ email: newEmail(), returnTo: '/learn' }, { id: randomUUID() })
    mailbox.refuseWith = 451
    await expect(
      sendSignInMail({ email: newEmail(), returnTo: '/learn' }, { id: randomUUID() }),
    ).rejects.toThrow()
    expect(mailbox.mails).toEqual([])
  })
})

describe('asking for a link', () => {
  const jobs = (email: string) =>
    db.$queryRaw<{ data: unknown }[]>`
      select data from pgboss.job where name = 'sign-in-mail' and data->>'email' = ${email}`

  test('does the same for a known and an unknown address, and keeps no secret in the queue', async () => {
    const [known, unknown] = [newEmail(), newEmail()]
    await db.user.create({ data: { email: known } })
    for (const email of [known, unknown]) {
      await expect(
        requestSignInLink({ email, returnTo: '/learn', clientNetwork: email }),
      ).resolves.toBeUndefined()
      expect(await jobs(email)).toEqual([{ data: { email, returnTo: '/learn' } }])
    }
    expect(await db.user.count({ where: { email: unknown } })).toBe(0)
  })

  test('to one mailbox is limited, from whatever address it comes', async () => {
    const email = newEmail()
    const ask = (clientNetwork: string) => requestSignInLink({ email, returnTo: '/learn', clientNetwork })
    for (const n of [1, 2, 3]) await ask(`198.51.100.${n}`)
    await expect(ask('198.51.100.4')).rejects.toMatchObject({
      code: 'rate_limited',
      message: expect.stringContaining('15 minutes'),
    })
    expect(await jobs(email)).toHaveLength(3)
    passTime(15 * minuteInMs + 1000)
    await ask('198.51.100.5')
    expect(await jobs(email)).toHaveLength(4)
  })

  test('from one network is limited, and a refused request uses up nobody else’s limit', async () => {
    const victim = newEmail()
    const ask = (email: string) =>
      requestSignInLink({ email, returnTo: '/learn', clientNetwork: '192.0.2.1' })
    for (let n = 0; n < 4; n++) await ask(newEmail())
    for (let n = 0; n < 5; n++) await expect(ask(victim)).rejects.toMatchObject({ code: 'rate_limited' })
    for (const n of [1, 2, 3])
      await requestSignInLink({ email: victim, returnTo: '/learn', clientNetwork: `203.0.113.${n}` })
    expect(await jobs(victim)).toHaveLength(3)
  })

  test('at once counts each request', async () => {
    const email = newEmail()
    const asked = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) =>
        requestSignInLink({ email, returnTo: '/learn', clientNetwork: `2001:db8:0:${n}::/64` }),
      ),
    )
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  })

  test('is limited for everybody together, so that nobody sends mail to strangers through us', async () => {
    passTime(60 * minuteInMs)
    const ask = () =>
      requestSignInLink({ email: newEmail(), returnTo: '/learn', clientNetwork: randomUUID() })
    for (let n = 0; n < 60; n++) await ask()
    await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' })
  })

  test('leaves no address in the table of limits', async () => {
    const email = newEmail()
    passTime(120 * minuteInMs)
    await requestSignInLink({ email, returnTo: '/learn', clientNetwork: '192.0.2.77' })
    const keys = (await db.rateLimit.findMany()).map(({ key }) => key).join('\n')
    expect(keys).not.toContain(email)
    expect(keys).not.toContain('192.0.2.77')
  })
})
