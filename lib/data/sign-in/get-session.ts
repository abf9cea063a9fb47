import 'server-only'
import { cookies } from 'next/headers'
import { after } from 'next/server'
import { cache } from 'react'
import { log } from '#lib/server/log.ts'
import { sessionCookieName } from '#lib/server/session-cookie.ts'
import { readSession, type Session, touchSession } from './read-session.ts'

/** The session of this request, or null. One query, once a request, however many parts of the page ask. */
export const getSession = cache(async (): Promise<Session | null> => {
  const token = (await cookies()).get(sessionCookieName)?.value
  if (!token) return null
  const session = await readSession(token)
  if (session?.isStale) {
    // When the answer is out: nobody waits for it.
    after(() =>
      touchSession(session.viewer.sessionId).catch((error: unknown) =>
        log.warn({ err: error }, 'a session could not be refreshed'),
      ),
    )
  }
  return session
})
