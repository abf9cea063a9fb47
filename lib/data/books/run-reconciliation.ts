import 'server-only'
import { db } from '#lib/server/db.ts'
import { compareBooks } from './compare-books.ts'
import { resolveFindings } from './note-finding.ts'
import { lookBackMs, reconcile } from './reconcile.ts'

const weekInMs = 7 * 24 * 60 * 60 * 1000
const keepMs = 90 * 24 * 60 * 60 * 1000

/**
 * One comparison of our books with the providers', kept with its result: what was missed is repaired (reconcile.ts), then both
 * books are added up (compare-books.ts). What could not be repaired is a finding on the owner's page until it is gone.
 * @throws when the provider's books cannot be read: noted with the run, and tried again
 */
export async function runReconciliation(now = new Date(), grace?: number): Promise<void> {
  await db.reconciliation.deleteMany({ where: { startedAt: { lt: new Date(now.getTime() - keepMs) } } })
  // Our clock for all of it: the database may have another.
  const startedAt = new Date()
  const { id } = await db.reconciliation.create({ data: { startedAt }, select: { id: true } })
  try {
    const result = await reconcile(now, grace)
    const sums = await compareBooks(new Date(now.getTime() - lookBackMs), now)
    await resolveFindings(['books', 'repair', 'stray'], startedAt)
    await resolveFindings(['webhook'], new Date(now.getTime() - weekInMs))
    await db.reconciliation.update({
      where: { id },
      data: { ...result, sums: sums.map((sum) => ({ ...sum })), finishedAt: new Date() },
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    await db.reconciliation.update({ where: { id }, data: { error: reason.slice(0, 500) } })
    throw error
  }
}
