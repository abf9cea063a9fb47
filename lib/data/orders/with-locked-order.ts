import 'server-only'
import { db, type Tx } from '#lib/server/db.ts'

/** Many may wait for one order: patience for the queue in front of its lock, and for a first start of the job queue. */
const patience = { maxWait: 15_000, timeout: 20_000 }

/**
 * Runs work in a transaction that holds the order: whoever else wants to change it waits. Locks are taken in one direction,
 * order first, then buyer (settle-order.ts), so that nobody waits in a circle.
 */
export function withLockedOrder<T>(orderId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Order" WHERE "id" = ${orderId}::uuid FOR NO KEY UPDATE`
    return work(tx)
  }, patience)
}
