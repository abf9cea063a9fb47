'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { compareBooksAsOwner } from '#lib/data/books/request-reconciliation.ts'
import { endGivenAccess, giveAccess } from '#lib/data/orders/give-access.ts'
import { unsafeRetryJob } from '#lib/data/owner/retry-job.ts'
import { unsafeRetryProviderEvent } from '#lib/data/provider-events/retry-provider-event.ts'
import { refundAsTyped } from '#lib/data/refunds/refund-as-typed.ts'
import { refundAsOwner } from '#lib/data/refunds/request-refund.ts'
import { type ActionResult, ownerAction } from '#lib/data/site/actions.ts'
import {
  endAccessSchema,
  giveAccessSchema,
  type OwnerOutcome,
  ownerRefundSchema,
  retryEventSchema,
  retryJobSchema,
  retryRefundSchema,
} from '#lib/schemas/owner.ts'

/** Back to the page, which says what came of it. */
function answer(result: ActionResult<string>, done: OwnerOutcome): never {
  const path = result.ok ? result.data : '/owner'
  redirect(`${path}?outcome=${result.ok ? done : result.code}` as Route)
}

const retryEvent = ownerAction(retryEventSchema, async ({ eventId, back }, { viewer }) => {
  await unsafeRetryProviderEvent(viewer, eventId)
  return back
})

export async function retryEventAction(form: FormData): Promise<void> {
  answer(await retryEvent(form), 'event-handled')
}

const retryJob = ownerAction(retryJobSchema, async ({ name, jobId, back }, { viewer }) => {
  await unsafeRetryJob(viewer, name, jobId)
  return back
})

export async function retryJobAction(form: FormData): Promise<void> {
  answer(await retryJob(form), 'job-taken-up')
}

const retryRefund = ownerAction(retryRefundSchema, async ({ orderId, back }, { viewer }) => {
  await refundAsOwner(viewer, { orderId, reason: 'Sent again after it failed' })
  return back
})

export async function retryRefundAction(form: FormData): Promise<void> {
  answer(await retryRefund(form), 'refund-sent')
}

const compare = ownerAction(z.object({}), async (_, { viewer }) => {
  await compareBooksAsOwner(viewer)
  return '/owner/books'
})

export async function compareBooksAction(): Promise<void> {
  answer(await compare({}), 'books-compared')
}

/** What a form shows again when it was refused: what is wrong, and what was typed. */
export interface FormState {
  problem?: string
  fields?: Record<string, string>
  typed?: Record<string, string>
}

function refused(result: Extract<ActionResult<unknown>, { ok: false }>, form: FormData): FormState {
  const texts = [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
  const typed: Record<string, string> = Object.fromEntries(texts)
  return { problem: result.message, fields: result.fields ?? {}, typed }
}

const refund = ownerAction(ownerRefundSchema, (wish, { viewer }) => refundAsTyped(viewer, wish))

/** The owner sends back money of an order. */
export async function refundAction(_before: FormState, form: FormData): Promise<FormState> {
  const result = await refund(form)
  if (!result.ok) return refused(result, form)
  redirect(`/owner/orders/${result.data}?outcome=${'refund-sent' satisfies OwnerOutcome}`)
}

const give = ownerAction(giveAccessSchema, (wish, { viewer }) => giveAccess(viewer, wish))

/** The owner gives somebody the course for nothing. */
export async function giveAccessAction(_before: FormState, form: FormData): Promise<FormState> {
  const result = await give(form)
  if (!result.ok) return refused(result, form)
  redirect(`/owner/orders/${result.data}?outcome=${'access-given' satisfies OwnerOutcome}`)
}

const end = ownerAction(endAccessSchema, (wish, { viewer }) => endGivenAccess(viewer, wish))

/** The owner ends access that was given for nothing. */
export async function endAccessAction(_before: FormState, form: FormData): Promise<FormState> {
  const result = await end(form)
  if (!result.ok) return refused(result, form)
  redirect(`/owner/orders/${result.data}?outcome=${'access-ended' satisfies OwnerOutcome}`)
}
