import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'

/** Sets how the viewer is addressed; null for not at all. Certificates keep the name that they were issued with. */
export async function renameUser(viewer: Viewer, name: string | null): Promise<void> {
  await db.user.update({ where: { id: viewer.userId }, data: { name } })
}
