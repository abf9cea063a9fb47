'use client'

import { useActionState, useId } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { useFirstFault } from '#components/ui/use-first-fault.ts'
import { type ReviewFormState, writeReviewAction } from '../actions.ts'

const ratings = [
  ['5', 'Excellent'],
  ['4', 'Good'],
  ['3', 'In between'],
  ['2', 'Weak'],
  ['1', 'Bad'],
] as const

interface ReviewFormProps {
  courseSlug: string
  /** What stands there already, or the name to begin with. */
  written: Pick<ReviewFormState, 'rating' | 'text' | 'displayName'>
  /** What will stand beside the review: "Verified purchase, completed 40 %". */
  label: string
  buttonText: string
}

/** The one review of a learner. Works without JavaScript. */
export function ReviewForm({ courseSlug, written, label, buttonText }: ReviewFormProps) {
  const [state, action] = useActionState<ReviewFormState, FormData>(writeReviewAction, written)
  const errorId = useId()
  const { rating, text, displayName, problem, fields } = state
  const form = useFirstFault(fields)
  return (
    <form ref={form} action={action} noValidate className="max-w-measure space-y-6">
      <input type="hidden" name="courseSlug" value={courseSlug} />
      {problem && (
        <Notice tone="danger" live title="Not saved">
          <p>{problem}</p>
        </Notice>
      )}
      <fieldset
        className="font-sans text-base"
        data-at-fault={fields?.rating ? true : undefined}
        aria-describedby={fields?.rating ? errorId : undefined}
        // After a failed try the browser's own memory of what was checked is older than ours.
        key={rating}
      >
        <legend className="font-medium">Rating</legend>
        <div className="mt-1.5 flex flex-wrap gap-x-6">
          {ratings.map(([value, word]) => (
            <label key={value} className="flex min-h-11 items-center gap-2">
              <input type="radio" name="rating" value={value} defaultChecked={rating === value} required />
              {value}: {word}
            </label>
          ))}
        </div>
        {fields?.rating && (
          <p id={errorId} className="mt-1.5 text-sm text-danger">
            {fields.rating}
          </p>
        )}
      </fieldset>
      <TextArea
        name="text"
        label="Your review"
        hint="What helped you, what did not, whom would you recommend it to? Plain text, up to 5,000 characters; a word is enough."
        rows={8}
        required
        dir="auto"
        defaultValue={text}
        error={fields?.text}
      />
      <Field
        name="displayName"
        label="Name that is shown"
        hint="Your choice; leave it empty to appear as “A learner”. Your e-mail address is never shown."
        autoComplete="nickname"
        dir="auto"
        defaultValue={displayName}
        error={fields?.displayName}
      />
      <p className="font-sans text-base text-muted">
        Everybody can read it. Beside it will stand: {label}. You can change it or take it back at any time;
        we may answer it, and do not change it.
      </p>
      <SubmitButton pendingText="Saving …">{buttonText}</SubmitButton>
    </form>
  )
}
