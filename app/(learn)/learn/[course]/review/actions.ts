'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { declineReview } from '#lib/data/reviews/ask-for-review.ts'
import { withdrawReview } from '#lib/data/reviews/withdraw-review.ts'
import { writeReview } from '#lib/data/reviews/write-review.ts'
import { signedInAction } from '#lib/data/site/actions.ts'
import { asForm, textField } from '#lib/domain/form-fields.ts'
import { reviewedCourseSchema, reviewSchema } from '#lib/schemas/review.ts'

const deskOf = (slug: string, outcome: string) =>
  `/learn/${encodeURIComponent(slug)}/review?outcome=${outcome}` as Route

export interface ReviewFormState {
  /** What was typed, so that it stands in the form again. */
  rating: string
  text: string
  displayName: string
  problem?: string
  fields?: { rating?: string | undefined; text?: string | undefined; displayName?: string | undefined }
}

const write = signedInAction(reviewSchema, async (review, { viewer }) => {
  await writeReview(viewer, review)
  redirect(deskOf(review.courseSlug, 'saved'))
})

/** Publishes the viewer's review, or changes it. */
export async function writeReviewAction(_before: ReviewFormState, input: FormData): Promise<ReviewFormState> {
  const form = asForm(input)
  const result = await write(form)
  const typed = (name: string, longest: number) => (textField(form, name) ?? '').slice(0, longest)
  const state = {
    rating: typed('rating', 1),
    // More than is taken, so that what is too long can be shortened.
    text: typed('text', 50_000),
    displayName: typed('displayName', 200),
  }
  if (result.ok) return state
  const { rating, text, displayName } = result.fields ?? {}
  return { ...state, problem: result.message, fields: { rating, text, displayName } }
}

const withdraw = signedInAction(reviewedCourseSchema, async ({ courseSlug }, { viewer }) => {
  await withdrawReview(viewer, courseSlug)
  return courseSlug
})

/** Takes the viewer's review back. */
export async function withdrawReviewAction(input: FormData): Promise<void> {
  const form = asForm(input)
  const result = await withdraw(form)
  redirect(deskOf(textField(form, 'courseSlug') ?? '', result.ok ? 'withdrawn' : result.code))
}

const decline = signedInAction(reviewedCourseSchema, async ({ courseSlug }, { viewer }) => {
  await declineReview(viewer, courseSlug)
  return courseSlug
})

/** The viewer does not want to be asked for a review. */
export async function declineReviewAction(input: FormData): Promise<void> {
  const result = await decline(asForm(input))
  redirect(result.ok ? (`/learn/${encodeURIComponent(result.data)}` as Route) : '/learn')
}
