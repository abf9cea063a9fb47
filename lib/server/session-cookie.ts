import 'server-only'
import { createHash } from 'node:crypto'
import { env } from './env.ts'

/** Browsers keep a `__Secure-` cookie only over https. */
export const useSecureCookies = env.APP_URL.startsWith('https://')
/** How long a session lives without being used. */
export const sessionDays = 30
export const sessionCookieName = `${useSecureCookies ? '__Secure-' : ''}authjs.session-token`

/** What stands in the table for a cookie's value. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
