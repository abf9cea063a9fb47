import 'server-only'
import { env } from '#lib/server/env.ts'
import type { JobHandlers } from '#lib/server/jobs.ts'
import { mailSite, sendMail } from '#lib/server/mail.ts'
import { ownerMail } from '#lib/server/mails/owner-mail.ts'

/** Mails the owner about something that a person should look at. */
export const sendOwnerMail: JobHandlers['owner-mail'] = async ({ subject, text }, job) => {
  await sendMail(env.OWNER_EMAIL, ownerMail({ site: mailSite, subject, text }), job.id)
}
