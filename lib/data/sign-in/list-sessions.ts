import 'server-only'
import { describeDevice } from '#lib/domain/device.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'

export interface SessionSummary {
  id: string
  /** "Firefox on Windows". */
  device: string
  signedInAt: Date
  lastSeenAt: Date
  isThisDevice: boolean
}

/** Where the viewer is signed in: this device first, then the others, last used first. */
export async function listSessions(viewer: Viewer): Promise<SessionSummary[]> {
  const sessions = await db.session.findMany({
    where: { userId: viewer.userId, expires: { gt: new Date() } },
    orderBy: { lastSeenAt: 'desc' },
    select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
  })
  return sessions
    .map(({ id, userAgent, createdAt, lastSeenAt }) => ({
      id,
      device: describeDevice(userAgent),
      signedInAt: createdAt,
      lastSeenAt,
      isThisDevice: id === viewer.sessionId,
    }))
    .sort((a, b) => Number(b.isThisDevice) - Number(a.isThisDevice))
}
