'use server'

import { voteReview } from '#lib/data/reviews/vote-review.ts'
import { signedInAction } from '#lib/data/site/actions.ts'
import { asForm } from '#lib/domain/form-fields.ts'
import { voteSchema } from '#lib/schemas/review.ts'

export interface VoteState {
  isVoted: boolean
  helpful: number
  problem?: string
}

const vote = signedInAction(voteSchema, async (input, { viewer }) => ({
  isVoted: input.helpful,
  helpful: await voteReview(viewer, input),
}))

/** The viewer found a review helpful, or takes that back. */
export async function voteReviewAction({ isVoted, helpful }: VoteState, form: FormData): Promise<VoteState> {
  const result = await vote(asForm(form))
  return result.ok ? result.data : { isVoted, helpful, problem: result.message }
}
