import 'server-only'
import { env } from '#lib/server/env.ts'

/** What every page needs to know of the site itself. */
export interface Site {
  /** Where it is, without a slash at the end. */
  url: string
  /** Whom to write to. */
  supportEmail: string
  /** Set while payments (and mail) go to the stand-ins. */
  sandbox: { mailboxUrl: string; dashboardUrl: string } | null
}

export function getSite(): Site {
  return {
    url: env.APP_URL.replace(/\/$/, ''),
    supportEmail: env.SUPPORT_EMAIL ?? env.OWNER_EMAIL,
    sandbox: env.SANDBOX_URL
      ? { mailboxUrl: `${env.SANDBOX_URL}/mail`, dashboardUrl: `${env.SANDBOX_URL}/dashboard` }
      : null,
  }
}
