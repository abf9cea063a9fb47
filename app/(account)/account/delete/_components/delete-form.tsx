'use client'

import { useActionState } from 'react'
import { Field } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { type DeleteFormState, deleteAccountAction } from '../actions.ts'

/** Asks what becomes of the proof and the review, and for the address once more. Works without JavaScript. */
export function DeleteForm({ hasCertificate, hasReview }: { hasCertificate: boolean; hasReview: boolean }) {
  const [state, action] = useActionState<DeleteFormState, FormData>(deleteAccountAction, { email: '' })
  const choice = 'flex items-baseline gap-3 border-b border-rule py-2.5'
  return (
    <form action={action} noValidate className="max-w-measure space-y-6 font-sans text-base">
      {hasCertificate && (
        <fieldset>
          <legend className="mb-2 font-medium">What becomes of your certificate?</legend>
          <label className={choice}>
            <input type="radio" name="proof" value="keep" defaultChecked />
            <span>
              Keep the public proof
              <span className="block text-sm text-muted">
                Its page, file and badge stay as they are, with what they show today. Set that first on the
                certificate’s page: you cannot change it afterwards.
              </span>
            </span>
          </label>
          <label className={choice}>
            <input type="radio" name="proof" value="remove" />
            <span>
              Remove it
              <span className="block text-sm text-muted">
                Name and file are deleted, the link says that it is private, and badges that you saved show as
                revoked.
              </span>
            </span>
          </label>
        </fieldset>
      )}
      {hasReview && (
        <fieldset>
          <legend className="mb-2 font-medium">What becomes of your review?</legend>
          <label className={choice}>
            <input type="radio" name="reviews" value="keep" />
            <span>
              Keep it without my name
              <span className="block text-sm text-muted">
                Its words and its rating stay, by “A learner”. You cannot change it afterwards.
              </span>
            </span>
          </label>
          <label className={choice}>
            <input type="radio" name="reviews" value="remove" defaultChecked />
            <span>Remove it</span>
          </label>
        </fieldset>
      )}
      <Field
        name="email"
        label="Type the e-mail address of this account to confirm"
        type="email"
        autoComplete="off"
        required
        defaultValue={state.email}
        error={state.error}
      />
      <SubmitButton kind="danger" pendingText="Deleting …">
        Delete my account for good
      </SubmitButton>
    </form>
  )
}
