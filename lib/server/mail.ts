import 'server-only'
import { createTransport } from 'nodemailer'
import { env } from './env.ts'
import { log } from './log.ts'
import type { Mail, MailSite } from './mails/compose-mail.ts'

const transport = createTransport({
  url: env.SMTP_URL,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  // Nothing in a mail of ours comes from a file or an address.
  disableFileAccess: true,
  disableUrlAccess: true,
})

/** Who writes. */
export const mailSite: MailSite = { name: 'Demystifying Python Memory', url: env.APP_URL.replace(/\/+$/, '') }

/** A mailbox that does not exist will not exist at the next try either; an unreachable server may be back. */
function isFinalRefusal(error: unknown): error is Error & { responseCode: number } {
  if (!(error instanceof Error) || !('code' in error) || !('responseCode' in error)) return false
  const { code, responseCode } = error
  return code === 'EENVELOPE' && typeof responseCode === 'number' && responseCode >= 500
}

/**
 * Hands a mail to the mail server. Its Message-ID is made from the job, so that a second try after a crash is recognisable
 * as the same mail; SMTP has no stronger promise.
 * @param to one address, already checked by emailSchema
 * @returns whether the server took it; false when it refused the mailbox for good
 * @throws when the server does not answer or asks to try later: let the job be tried again
 */
export async function sendMail(to: string, mail: Mail, jobId: string): Promise<boolean> {
  try {
    await transport.sendMail({
      from: env.MAIL_FROM,
      // As an object it is not parsed, so it stays one address whatever it holds.
      to: { name: '', address: to },
      replyTo: env.SUPPORT_EMAIL ?? env.OWNER_EMAIL,
      messageId: `<${jobId}@${new URL(env.APP_URL).hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...mail,
    })
    return true
  } catch (error) {
    if (!isFinalRefusal(error)) throw error
    log.warn(
      { job: jobId, responseCode: error.responseCode },
      'the mail server refused this mailbox for good',
    )
    return false
  }
}
