import 'server-only'
import { db } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'

/** Whether the database answers. */
export async function checkHealth(): Promise<{ ok: boolean }> {
  try {
    await db.$queryRaw`select 1`
    return { ok: true }
  } catch (error) {
    log.error({ err: error }, 'health: the database does not answer')
    return { ok: false }
  }
}
