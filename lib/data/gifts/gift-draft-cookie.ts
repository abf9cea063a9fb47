import 'server-only'
import { type GiftWish, giftSchema } from '#lib/schemas/gift.ts'
import { useSecureCookies } from '#lib/server/session-cookie.ts'

/** Keeps what a giver wrote in this browser, between the page that asks for it and the one where it is paid in crypto. */
export const giftDraftCookieName = 'gift-draft'

/** The cookie that does, for two hours. Base64, since cookies hold no words of people's. */
export function giftDraftCookie({ recipientEmail, fromName, message, sendOn }: GiftWish) {
  const draft = JSON.stringify({ recipientEmail, fromName, message, sendOn })
  return {
    name: giftDraftCookieName,
    value: Buffer.from(draft).toString('base64url'),
    path: '/buy',
    maxAge: 2 * 60 * 60,
    httpOnly: true,
    sameSite: 'lax',
    secure: useSecureCookies,
  } as const
}

/** What stands in it; null when there is none, or it is not (or no longer) a gift that can be bought. */
export function readGiftDraft(value: string | undefined): GiftWish | null {
  try {
    return giftSchema.parse(JSON.parse(Buffer.from(value ?? '', 'base64url').toString()))
  } catch {
    return null
  }
}
