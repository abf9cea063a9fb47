import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'

/**
 * Signs one of the viewer's devices out.
 * @throws not_found when there is no such session of theirs (any more)
 */
export async function endSession(viewer: Viewer, sessionId: string): Promise<void> {
  const { count } = await db.session.deleteMany({ where: { id: sessionId, userId: viewer.userId } })
  if (count === 0) throw new AppError('not_found')
}

/** Signs the viewer out everywhere but here; returns on how many devices. */
export async function endOtherSessions(viewer: Viewer): Promise<number> {
  const { count } = await db.session.deleteMany({
    where: { userId: viewer.userId, id: { not: viewer.sessionId } },
  })
  return count
}
