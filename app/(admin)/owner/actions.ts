'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type ActionResult, ownerAction } from '#lib/data/actions.ts'
import { requestReconciliation } from '#lib/data/request-reconciliation.ts'
import { refundAsOwner } from '#lib/data/request-refund.ts'
import { unsafeRetryJob } from '#lib/data/retry-job.ts'
import { unsafeRetryProviderEvent } from '#lib/data/retry-provider-event.ts'
import { type OwnerOutcome, retryEventSchema, retryJobSchema, retryRefundSchema } from '#lib/schemas/owner.ts'

/** Back to the page, which says what came of it. */
function answer(result: ActionResult<unknown>, done: OwnerOutcome): never {
  redirect(`/owner?outcome=${result.ok ? done : result.code}`)
}

const retryEvent = ownerAction(retryEventSchema, ({ eventId }) => unsafeRetryProviderEvent(eventId))

export async function retryEventAction(form: FormData): Promise<void> {
  answer(await retryEvent(form), 'event-handled')
}

const retryJob = ownerAction(retryJobSchema, ({ name, jobId }) => unsafeRetryJob(name, jobId))

export async function retryJobAction(form: FormData): Promise<void> {
  answer(await retryJob(form), 'job-taken-up')
}

const retryRefund = ownerAction(retryRefundSchema, ({ orderId }, { viewer }) =>
  refundAsOwner(viewer, { orderId, reason: 'Sent again after it failed' }),
)

export async function retryRefundAction(form: FormData): Promise<void> {
  answer(await retryRefund(form), 'refund-sent')
}

const compare = ownerAction(z.object({}), () => requestReconciliation())

export async function compareBooksAction(): Promise<void> {
  answer(await compare({}), 'books-compared')
}
