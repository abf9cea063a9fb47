import 'server-only'
import { db } from '#lib/server/db.ts'

/** Whether this user may enter this course now: the one question behind its pages, quizzes, audio and data routes. */
export async function hasActiveEntitlement(userId: string, courseSlug: string): Promise<boolean> {
  const entitlement = await db.entitlement.findFirst({
    where: { userId, courseSlug, revokedAt: null },
    select: { id: true },
  })
  return entitlement !== null
}
