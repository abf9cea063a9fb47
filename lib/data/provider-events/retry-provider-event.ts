import 'server-only'
import { type Actor, recordAudit } from '#lib/data/owner/record-audit.ts'
import { AppError } from '#lib/domain/errors.ts'
import { db } from '#lib/server/db.ts'
import { receiveProviderEvent } from './receive-provider-event.ts'

/**
 * Handles an event again that failed. For the owner alone.
 * @returns its outcome, which may be another failure
 * @throws not_found
 */
export async function unsafeRetryProviderEvent(actor: Actor, id: string): Promise<string> {
  const event = await db.providerEvent.findUnique({ where: { id } })
  if (!event) throw new AppError('not_found')
  const { orderId, type, eventId } = event
  await recordAudit(db, actor, {
    action: 'RETRY_EVENT',
    detail: `${type} ${eventId}`,
    ...(orderId && { orderId }),
  })
  return (await receiveProviderEvent(event)).outcome
}
