import 'server-only'
import { signInLinkMinutes } from '#lib/server/auth.ts'
import type { JobHandlers } from '#lib/server/jobs.ts'
import { mailSite, sendMail } from '#lib/server/mail.ts'
import { signInMail } from '#lib/server/mails/sign-in-mail.ts'
import { unsafeCreateSignInLink } from './create-sign-in-link.ts'

/** Mails a fresh sign-in link. It is made here, so that the job's row holds none that works. */
export const sendSignInMail: JobHandlers['sign-in-mail'] = async ({ email, returnTo }, job) => {
  const url = await unsafeCreateSignInLink(email, returnTo)
  await sendMail(email, signInMail({ site: mailSite, url, minutes: signInLinkMinutes }), job.id)
}
