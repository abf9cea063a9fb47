import 'server-only'
import type { Tx } from '#lib/server/db.ts'
import { env } from '#lib/server/env.ts'
import { enqueue } from '#lib/server/jobs.ts'

/** Tells the owner about an order, as part of the caller's transaction, with the address of its page. */
export async function enqueueOwnerMail(
  tx: Tx,
  { order, subject, text }: { order: { number: string }; subject: string; text: string },
): Promise<void> {
  await enqueue(tx, 'owner-mail', { subject, text: `${text}\n\n${env.APP_URL}/owner/orders/${order.number}` })
}
