import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import type { SessionCookie } from '#lib/server/auth.ts'
import { db } from '#lib/server/db.ts'
import { sessionCookieName, useSecureCookies } from '#lib/server/session-cookie.ts'

/** What clears the browser's session cookie. */
export const clearedSessionCookie: SessionCookie = {
  name: sessionCookieName,
  value: '',
  maxAge: 0,
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: useSecureCookies,
}

/** Ends the viewer's session here; returns the cookie that clears the browser's. */
export async function signOut(viewer: Viewer): Promise<SessionCookie> {
  await db.session.deleteMany({ where: { id: viewer.sessionId, userId: viewer.userId } })
  return clearedSessionCookie
}
