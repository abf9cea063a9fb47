import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import { type SessionCookie, spendSignInToken } from '#lib/server/auth.ts'
import { db } from '#lib/server/db.ts'

interface Confirmation {
  email: string
  token: string
  userAgent: string | null
  /** The session that this browser had until now, if any: it ends. */
  formerSessionId: string | null
}

/**
 * Uses up a mailed link and begins a new session; returns its cookie.
 * @throws link_expired when the link is forged, used or older than 15 minutes
 */
export async function confirmSignIn(confirmation: Confirmation): Promise<SessionCookie> {
  const { email, token, userAgent, formerSessionId } = confirmation
  const cookie = await spendSignInToken(email, token, userAgent)
  if (!cookie) throw new AppError('link_expired')
  if (formerSessionId) await db.session.deleteMany({ where: { id: formerSessionId } })
  return cookie
}
