'use client'

import { useActionState } from 'react'
import { Field } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { type NameFormState, saveName } from '../actions.ts'

/** How the viewer wants to be addressed. Works without JavaScript. */
export function NameForm({ name }: { name: string }) {
  const [state, action] = useActionState<NameFormState, FormData>(saveName, { name })
  return (
    <form action={action} noValidate className="max-w-md space-y-3">
      <Field
        name="name"
        label="Name"
        hint="How we greet you. The certificate asks for its own."
        autoComplete="name"
        maxLength={100}
        defaultValue={state.name}
        error={state.error}
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton kind="secondary" size="small" pendingText="Saving …">
          Save the name
        </SubmitButton>
        <p role="status" className="text-sm text-ok">
          {state.saved && 'Saved.'}
        </p>
      </div>
    </form>
  )
}
