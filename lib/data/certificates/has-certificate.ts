import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'

/** Whether anything of the viewer's is out there that proves something. */
export async function hasCertificate({ userId }: Viewer): Promise<boolean> {
  return (await db.certificate.count({ where: { userId } })) > 0
}
