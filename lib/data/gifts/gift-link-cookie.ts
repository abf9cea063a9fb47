import 'server-only'
import { useSecureCookies } from '#lib/server/session-cookie.ts'

/** Keeps the secret of a gift's link in this browser, while its holder signs in. */
export const giftLinkCookieName = 'gift-link'

/** The cookie that does, for an hour; on every path, since the answer to signing in already shows the gift's page. */
export function giftLinkCookie(token: string) {
  return {
    name: giftLinkCookieName,
    value: token,
    path: '/',
    maxAge: 60 * 60,
    httpOnly: true,
    sameSite: 'lax',
    secure: useSecureCookies,
  } as const
}
