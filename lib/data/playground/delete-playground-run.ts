import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'

/** Deletes one of the viewer's runs for good; its link leads nowhere from then on. @throws not_found */
export async function deletePlaygroundRun(viewer: Viewer, id: string): Promise<void> {
  const { count } = await db.playgroundRun.deleteMany({ where: { id, userId: viewer.userId } })
  if (count === 0) throw new AppError('not_found')
}
