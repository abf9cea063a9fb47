import 'server-only'
import type { JobHandlers } from '#lib/server/jobs.ts'
import { sendOwnerMail } from './send-owner-mail.ts'
import { sendSignInMail } from './send-sign-in-mail.ts'

/** Who does which job. */
export const jobHandlers: Partial<JobHandlers> = {
  'sign-in-mail': sendSignInMail,
  'owner-mail': sendOwnerMail,
}
