import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'

/** Whether something that the viewer wrote stands for others to read. */
export async function hasReview({ userId }: Viewer): Promise<boolean> {
  return (await db.review.count({ where: { userId, withdrawnAt: null } })) > 0
}
