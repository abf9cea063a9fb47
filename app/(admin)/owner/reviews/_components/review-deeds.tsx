'use client'

import { useActionState, useId } from 'react'
import { Field, inputClass } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { hideReasons } from '#lib/domain/reviews.ts'
import { answerReviewAction, hideReviewAction } from '../actions.ts'

const fold = 'border-t border-rule font-sans text-base'
const summary = 'inline-flex min-h-11 cursor-pointer items-center text-accent underline'

/** The answer that stands under a review. Works without JavaScript. */
export function AnswerForm({ id, answer }: { id: string; answer: string | null }) {
  const [{ problem, typed }, action] = useActionState(answerReviewAction, { typed: answer ?? '' })
  return (
    <details className={fold} open={problem !== undefined}>
      <summary className={summary}>{answer === null ? 'Answer' : 'Change the answer'}</summary>
      <form action={action} className="space-y-3 pb-4">
        <input type="hidden" name="reviewId" value={id} />
        <TextArea
          name="answer"
          label="Your answer"
          hint="Everybody reads it, under the review. Up to 2,000 characters."
          required
          dir="auto"
          defaultValue={typed}
          error={problem}
        />
        <SubmitButton size="small" pendingText="Publishing …">
          Publish the answer
        </SubmitButton>
      </form>
    </details>
  )
}

/** Hides a review, for a reason that the page states. Works without JavaScript. */
export function HideForm({ id }: { id: string }) {
  const [{ problem, typed }, action] = useActionState(hideReviewAction, { typed: '' })
  const selectId = useId()
  return (
    <details className={fold} open={problem !== undefined}>
      <summary className={summary}>Hide</summary>
      <form action={action} className="space-y-3 pb-4">
        <input type="hidden" name="reviewId" value={id} />
        <p className="text-muted">
          A low rating is no reason. That a review is hidden, and for which of these reasons, everybody reads;
          its writer gets it by mail.
        </p>
        <div>
          <label htmlFor={selectId} className="block font-medium">
            Reason
          </label>
          <select id={selectId} name="reason" defaultValue="" required className={inputClass}>
            <option value="" disabled>
              Choose one
            </option>
            {Object.entries(hideReasons).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <Field
          name="note"
          label="What in it"
          hint="Kept with your name and the time; only owners see it."
          autoComplete="off"
          required
          defaultValue={typed}
          error={problem}
        />
        <SubmitButton kind="danger" size="small" pendingText="Hiding …">
          Hide this review
        </SubmitButton>
      </form>
    </details>
  )
}
