'use client'

import { useActionState } from 'react'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import { type VoteState, voteReviewAction } from '../reviews/actions.ts'

interface VoteFormProps {
  id: string
  author: string
  isVoted: boolean
  helpful: number
}

/** "This helped me", and taking that back. Works without JavaScript. */
export function VoteForm({ id, author, isVoted, helpful }: VoteFormProps) {
  const [state, action] = useActionState<VoteState, FormData>(voteReviewAction, { isVoted, helpful })
  return (
    <form action={action} className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <input type="hidden" name="reviewId" value={id} />
      <input type="hidden" name="helpful" value={String(!state.isVoted)} />
      <SubmitButton kind="secondary" size="small" pendingText="…">
        {state.isVoted ? 'Not helpful after all' : 'Helpful'}
        <VisuallyHidden>: review by {author}</VisuallyHidden>
      </SubmitButton>
      <span role="status">
        {state.problem ?? (state.helpful > 0 ? `${state.helpful} found it helpful` : '')}
      </span>
    </form>
  )
}
