import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'

/** The ids of the services (Google, GitHub) that may sign the viewer in. */
export async function listConnections(viewer: Viewer): Promise<string[]> {
  const accounts = await db.account.findMany({
    where: { userId: viewer.userId },
    select: { provider: true },
  })
  return accounts.map(({ provider }) => provider)
}
