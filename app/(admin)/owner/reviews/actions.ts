'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { answerReview, hideReview, showReview } from '#lib/data/reviews/answer-review.ts'
import { ownerAction } from '#lib/data/site/actions.ts'
import { asForm, textField } from '#lib/domain/form-fields.ts'
import type { OwnerOutcome } from '#lib/schemas/owner.ts'
import { answerReviewSchema, hideReviewSchema, reviewAddressSchema } from '#lib/schemas/review.ts'

const desk = (outcome: string) => `/owner/reviews?outcome=${outcome}` as Route
const done = (outcome: OwnerOutcome): never => redirect(desk(outcome))

/** What a form shows again when it was refused. */
export interface ReviewDeedState {
  problem?: string
  typed: string
}

const answer = ownerAction(answerReviewSchema, async (input, { viewer }) => {
  await answerReview(viewer, input)
  done('review-answered')
})

/** The owner answers a review, or answers anew. */
export async function answerReviewAction(_: ReviewDeedState, input: FormData): Promise<ReviewDeedState> {
  const form = asForm(input)
  const result = await answer(form)
  const typed = (textField(form, 'answer') ?? '').slice(0, 50_000)
  return result.ok ? { typed } : { typed, problem: result.fields?.answer ?? result.message }
}

const hide = ownerAction(hideReviewSchema, async (input, { viewer }) => {
  await hideReview(viewer, input)
  done('review-hidden')
})

/** The owner hides a review for a stated reason. */
export async function hideReviewAction(_: ReviewDeedState, input: FormData): Promise<ReviewDeedState> {
  const form = asForm(input)
  const result = await hide(form)
  const typed = (textField(form, 'note') ?? '').slice(0, 5000)
  return result.ok
    ? { typed }
    : { typed, problem: result.fields?.reason ?? result.fields?.note ?? result.message }
}

const show = ownerAction(reviewAddressSchema, async (input, { viewer }) => showReview(viewer, input))

/** The owner shows a hidden review again. */
export async function showReviewAction(input: FormData): Promise<void> {
  const result = await show(asForm(input))
  redirect(desk(result.ok ? 'review-shown' : result.code))
}
