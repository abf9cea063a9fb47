'use client'

import { useActionState } from 'react'
import { NameDrawing } from '#components/certificate/name-drawing.tsx'
import { Field } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { hanLanguages } from '#lib/schemas/certificate-name.ts'
import { type NameFormState, submitName } from '../actions.ts'

interface NameFormProps {
  courseSlug: string
  accountName: string
}

/** Asks for the name, shows how it will be printed, and issues. Works without JavaScript. */
export function NameForm({ courseSlug, accountName }: NameFormProps) {
  const [state, action] = useActionState<NameFormState, FormData>(submitName, { name: accountName })
  const { preview } = state
  return (
    <form action={action} noValidate className="max-w-measure space-y-6">
      <input type="hidden" name="courseSlug" value={courseSlug} />
      <Field
        name="name"
        label="Name on the certificate"
        hint="As an employer should read it, in your own script. Up to 100 letters."
        autoComplete="name"
        required
        dir="auto"
        defaultValue={state.name}
        error={state.error}
      />
      {preview ? (
        <>
          <input type="hidden" name="seen" value={preview.name} />
          <figure>
            <figcaption className="mb-2 font-sans text-base">This is how it will be printed:</figcaption>
            <div className="border border-rule bg-sheet px-5 py-4">
              <NameDrawing {...preview.outline} label={preview.name} />
            </div>
          </figure>
          {preview.asksForLanguage && (
            <fieldset className="font-sans text-base">
              <legend className="font-medium">Whose form do the characters take?</legend>
              <div className="mt-1.5 flex flex-wrap gap-x-6 gap-y-1">
                {Object.entries(hanLanguages).map(([tag, label]) => (
                  <label key={tag} className="flex min-h-11 items-center gap-2">
                    <input
                      type="radio"
                      name="language"
                      value={tag}
                      defaultChecked={tag === preview.language}
                    />
                    {label}
                  </label>
                ))}
              </div>
            </fieldset>
          )}
          <p className="font-sans text-base text-muted">
            The certificate is issued once, with this name and today’s date. Look at every letter before you
            go on.
          </p>
          <div className="flex flex-wrap gap-3">
            <SubmitButton name="intent" value="issue" pendingText="One moment …">
              Issue my certificate
            </SubmitButton>
            <SubmitButton name="intent" value="preview" kind="secondary" pendingText="One moment …">
              Show it again
            </SubmitButton>
          </div>
        </>
      ) : (
        <SubmitButton name="intent" value="preview" pendingText="One moment …">
          See how it reads
        </SubmitButton>
      )}
    </form>
  )
}
