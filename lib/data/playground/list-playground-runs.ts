import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'

export interface KeptRun {
  id: string
  title: string
  createdAt: Date
}

/** The runs that the viewer keeps, the newest first. */
export function listPlaygroundRuns(viewer: Viewer): Promise<KeptRun[]> {
  return db.playgroundRun.findMany({
    where: { userId: viewer.userId },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    select: { id: true, title: true, createdAt: true },
  })
}
