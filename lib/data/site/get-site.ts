import 'server-only'
import { env } from '#lib/server/env.ts'

/** What every page needs to know of the site itself. */
export interface Site {
  /** Where it is, without a slash at the end. */
  url: string
  isHttps: boolean
  /** Whom to write to. */
  supportEmail: string
  /** Set while payments (and mail) go to the stand-ins. */
  sandbox: { mailboxUrl: string; dashboardUrl: string; card: boolean; crypto: boolean; mail: boolean } | null
  /** Origins that forms lead to: the payment pages, and those who may sign people in. */
  formTargets: string[]
}

const site: Site = {
  url: env.APP_URL.replace(/\/$/, ''),
  isHttps: env.APP_URL.startsWith('https://'),
  supportEmail: env.SUPPORT_EMAIL ?? env.OWNER_EMAIL,
  sandbox: env.SANDBOX_URL
    ? {
        mailboxUrl: `${env.SANDBOX_URL}/mail`,
        dashboardUrl: `${env.SANDBOX_URL}/dashboard`,
        card: env.STRIPE_API_BASE !== undefined,
        crypto: env.BTCPAY_URL === env.SANDBOX_URL,
        mail: /@?(127\.0\.0\.1|localhost)[:/]/.test(env.SMTP_URL),
      }
    : null,
  formTargets: [
    env.STRIPE_API_BASE ? new URL(env.STRIPE_API_BASE).origin : 'https://checkout.stripe.com',
    ...(env.BTCPAY_URL ? [new URL(env.BTCPAY_URL).origin] : []),
    ...(env.AUTH_GOOGLE_ID ? ['https://accounts.google.com'] : []),
    ...(env.AUTH_GITHUB_ID ? ['https://github.com'] : []),
  ],
}

export function getSite(): Site {
  return site
}
