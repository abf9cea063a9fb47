import 'server-only'
import { cookies } from 'next/headers'
import { after } from 'next/server'
import { cache } from 'react'
import type { Viewer } from '#lib/domain/viewer.ts'
import { log } from '#lib/server/log.ts'
import { sessionCookieName } from '#lib/server/session-cookie.ts'
import { readSession, touchSession } from './read-session.ts'

/** The signed-in person, or null. One query, once a request. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const token = (await cookies()).get(sessionCookieName)?.value
  if (!token) return null
  const session = await readSession(token)
  if (!session) return null
  if (session.isStale) {
    // When the answer is out: nobody waits for it.
    after(() =>
      touchSession(session.viewer.sessionId).catch((error: unknown) =>
        log.warn({ err: error }, 'a session could not be refreshed'),
      ),
    )
  }
  return session.viewer
})
