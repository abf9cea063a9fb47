import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'
import { hashSessionToken, sessionDays } from '#lib/server/session-cookie.ts'

const hourInMs = 60 * 60 * 1000
const dayInMs = 24 * hourInMs

/** Who a session's cookie stands for, by one query; and whether it is time to note that it was used. */
export async function readSession(token: string): Promise<{ viewer: Viewer; isStale: boolean } | null> {
  const now = Date.now()
  const session = await db.session.findUnique({
    where: { sessionToken: hashSessionToken(token), expires: { gt: new Date(now) } },
    select: {
      id: true,
      lastSeenAt: true,
      user: { select: { id: true, email: true, name: true, role: true } },
    },
  })
  if (!session) return null
  const { user } = session
  return {
    viewer: {
      userId: user.id,
      email: user.email,
      name: user.name,
      isOwner: user.role === 'OWNER',
      sessionId: session.id,
    },
    isStale: session.lastSeenAt.getTime() <= now - hourInMs,
  }
}

/** Notes that a session is in use, which gives it another 30 days. At most once an hour, whoever else notes it too. */
export async function touchSession(sessionId: string): Promise<void> {
  const now = Date.now()
  await db.session.updateMany({
    where: { id: sessionId, expires: { gt: new Date(now) }, lastSeenAt: { lte: new Date(now - hourInMs) } },
    data: { lastSeenAt: new Date(now), expires: new Date(now + sessionDays * dayInMs) },
  })
}
