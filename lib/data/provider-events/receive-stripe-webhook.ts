import 'server-only'
import { noteFinding } from '#lib/data/books/note-finding.ts'
import { log } from '#lib/server/log.ts'
import { verifyStripeEvent } from '#lib/server/stripe/events.ts'
import { receiveProviderEvent } from './receive-provider-event.ts'

/** Largest webhook body that is read, in bytes; Stripe's are a few kilobytes. */
export const webhookLimitInBytes = 256 * 1024

interface Answer {
  status: 200 | 400 | 500
  body: { outcome: string; logId?: string }
}

/** Anybody can send such messages, as fast as they like: the database hears of them once in ten seconds. */
const forged = { count: 0, notedAt: 0 }
const noteEveryMs = 10_000

/** The owner sees that it happened and how often; a wrong signing secret looks the same. */
async function noteForged(): Promise<void> {
  forged.count += 1
  if (Date.now() - forged.notedAt < noteEveryMs) return
  const { count: times } = forged
  Object.assign(forged, { count: 0, notedAt: Date.now() })
  try {
    const detail = 'Messages came to the address for Stripe that no secret of ours signed'
    await noteFinding('webhook:stripe', detail, { times })
  } catch (error) {
    log.error({ err: error }, 'a refused message could not be noted')
  }
}

/**
 * Answers one delivery of Stripe's: 400 for what no secret of ours signed within the last five minutes, 500 for what must be
 * sent again, 200 for all else, also for what is none of our business.
 */
export async function receiveStripeWebhook(rawBody: string, signature: string | null): Promise<Answer> {
  const event = signature === null ? null : await verifyStripeEvent(rawBody, signature)
  if (!event) {
    log.warn(
      { bytes: rawBody.length, isSigned: signature !== null },
      'webhook refused: forged, altered or too old',
    )
    await noteForged()
    return {
      status: 400,
      body: { outcome: 'refused: the signature does not fit, or is older than five minutes' },
    }
  }
  const received = await receiveProviderEvent(event)
  return { status: received.logId ? 500 : 200, body: received }
}
