/** People who sign in by a mailed link, in time that a test can let pass. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, vi } from 'vitest'
import type { Viewer } from '#lib/domain/viewer.ts'
import { openMailbox } from './mailbox.ts'

export const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0'
export const minuteInMs = 60_000

export const newEmail = () => `${randomUUID()}@example.com`
export const passTime = (milliseconds: number) =>
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds })

/** @param settings of the site, to be in force before any of it is loaded */
export async function openSignIn(settings: Record<string, string> = {}) {
  const mailbox = await openMailbox()
  Object.assign(process.env, { SMTP_URL: mailbox.url, ...settings })
  const { confirmSignIn } = await import('#lib/data/sign-in/confirm-sign-in.ts')
  const { readSession } = await import('#lib/data/sign-in/read-session.ts')
  const { sendSignInMail } = await import('#lib/data/sign-in/send-sign-in-mail.ts')

  afterAll(() => mailbox.close())
  beforeEach(() => {
    vi.useRealTimers()
    mailbox.mails.length = 0
    mailbox.refuseWith = undefined
  })

  /** Has a link mailed, and reads it from the mail. */
  async function mailLink(email: string, returnTo = '/learn', jobId = randomUUID()) {
    await sendSignInMail({ email, returnTo }, { id: jobId })
    const sent = mailbox.mails.at(-1)
    const url = new URL(/http:\S+\/sign-in\/confirm\S+/.exec(sent?.mail.text ?? '')?.[0] ?? '')
    return { email, token: url.searchParams.get('token') ?? '', url, sent }
  }

  async function confirm(link: { email: string; token: string }, userAgent = firefox, former?: string) {
    return confirmSignIn({
      email: link.email,
      token: link.token,
      userAgent,
      formerSessionId: former ?? null,
    })
  }

  async function signIn(email: string, userAgent = firefox): Promise<{ viewer: Viewer; token: string }> {
    const cookie = await confirm(await mailLink(email), userAgent)
    const session = await readSession(cookie.value)
    if (!session) throw new Error('not signed in')
    return { viewer: session.viewer, token: cookie.value }
  }

  return { mailbox, mailLink, confirm, signIn }
}
