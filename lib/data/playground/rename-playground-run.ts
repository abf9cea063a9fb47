import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'

/** Gives one of the viewer's runs another name; its link stays. @throws not_found */
export async function renamePlaygroundRun(viewer: Viewer, id: string, title: string): Promise<void> {
  const { count } = await db.playgroundRun.updateMany({
    where: { id, userId: viewer.userId },
    data: { title },
  })
  if (count === 0) throw new AppError('not_found')
}
