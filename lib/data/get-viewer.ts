import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'
import { hashSessionToken, sessionCookieName } from '#lib/server/session-cookie.ts'

/** The signed-in person, or null. One query, once a request. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const token = (await cookies()).get(sessionCookieName)?.value
  if (!token) return null
  const session = await db.session.findUnique({
    where: { sessionToken: hashSessionToken(token), expires: { gt: new Date() } },
    select: { id: true, user: { select: { id: true, email: true, name: true, role: true } } },
  })
  if (!session) return null
  const { user } = session
  return {
    userId: user.id,
    email: user.email,
    name: user.name,
    isOwner: user.role === 'OWNER',
    sessionId: session.id,
  }
})
