import 'server-only'
import { randomUUID } from 'node:crypto'
import { db } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import { log } from '#lib/server/log.ts'
import type { Provider } from '#prisma/generated/client.ts'
import { handleProviderEvent } from './handle-provider-event.ts'

/** The part of a provider's message that we keep; what it is about is fetched anew. */
export interface IncomingEvent {
  provider: Provider
  eventId: string
  type: string
  objectId: string | null
}

/** What came of an event; with a logId, it failed and is to be sent again. */
export interface Received {
  outcome: string
  logId?: string
}

async function record({ provider, eventId, type, objectId }: IncomingEvent) {
  const key = { provider, eventId }
  await db.providerEvent.createMany({ data: [{ ...key, type, objectId }], skipDuplicates: true })
  return db.providerEvent.findUniqueOrThrow({ where: { provider_eventId: key } })
}

/**
 * Records a verified event once, and handles it unless that was done before. A failure is kept with the event and handled
 * again by a job, besides what the provider does about it.
 */
export async function receiveProviderEvent(incoming: IncomingEvent): Promise<Received> {
  let id: string | undefined
  try {
    const event = await record(incoming)
    if (event.handledAt) return { outcome: `seen before: ${event.outcome}` }
    id = event.id
    const outcome = await handleProviderEvent(id)
    log.info({ eventId: incoming.eventId, type: incoming.type, outcome }, 'provider event')
    return { outcome }
  } catch (error) {
    const logId = randomUUID().slice(0, 8)
    log.error({ err: error, logId, eventId: incoming.eventId, type: incoming.type }, 'provider event failed')
    const outcome = `failed, will be tried again (${logId})`
    if (id) await keepFailure(id, outcome)
    return { outcome, logId }
  }
}

async function keepFailure(id: string, outcome: string): Promise<void> {
  try {
    await db.$transaction(async (tx) => {
      await tx.providerEvent.updateMany({ where: { id, handledAt: null }, data: { outcome } })
      await enqueue(tx, 'provider-event', { eventId: id })
    })
  } catch (error) {
    // The database is away as well: the provider sends the event again, and the reconciler finds it unhandled.
    log.error({ err: error, id }, 'the failure of an event could not be kept')
  }
}
