'use client'

import { useActionState } from 'react'
import { NameDrawing } from '#components/certificate/name-drawing.tsx'
import { Field } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { hanLanguages } from '#lib/schemas/certificate-name.ts'
import type { DrawnName } from './name-drawing.tsx'

export interface NameFormState {
  /** What was typed, so that it stands in the field again. */
  name: string
  error?: string
  /** How it will read; a certificate gets only a name that was seen so. */
  preview?: {
    name: string
    language: string | null
    outline: DrawnName
    /** Whether the letters leave open whose shapes they take. */
    asksForLanguage: boolean
  }
}

interface NameFormProps {
  action: (before: NameFormState, form: FormData) => Promise<NameFormState>
  /** Which certificate. */
  fields: Record<string, string>
  name: string
  label: string
  /** Said before the last press. */
  warning: string
  confirmText: string
}

/** Asks for a name, shows how it will be printed, and only then prints it. Works without JavaScript. */
export function NameForm({ action, fields, name, label, warning, confirmText }: NameFormProps) {
  const [state, submit] = useActionState<NameFormState, FormData>(action, { name })
  const { preview } = state
  return (
    <form action={submit} noValidate className="max-w-measure space-y-6">
      {Object.entries(fields).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <Field
        name="name"
        label={label}
        hint="As an employer should read it, in any script. Up to 100 letters."
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
                {Object.entries(hanLanguages).map(([tag, text]) => (
                  <label key={tag} className="flex min-h-11 items-center gap-2">
                    <input
                      type="radio"
                      name="language"
                      value={tag}
                      defaultChecked={tag === preview.language}
                    />
                    {text}
                  </label>
                ))}
              </div>
            </fieldset>
          )}
          <p className="font-sans text-base text-muted">{warning}</p>
          <div className="flex flex-wrap gap-3">
            <SubmitButton name="intent" value="confirm" pendingText="One moment …">
              {confirmText}
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
