'use client'

import { useActionState } from 'react'
import { Field } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { useFirstFault } from '#components/ui/use-first-fault.ts'
import { type LinkFormState, requestLink } from '../actions.ts'

interface LinkFormProps {
  returnTo: string
  email?: string
  buttonText?: string
}

/** Asks for a sign-in link by mail. Works without JavaScript. */
export function LinkForm({ returnTo, email = '', buttonText = 'Mail me a sign-in link' }: LinkFormProps) {
  const [state, action] = useActionState<LinkFormState, FormData>(requestLink, { email })
  const form = useFirstFault(state.error ? state : undefined)
  return (
    // Our own sentences instead of the browser's: they stay, and screen readers read them with the field.
    <form ref={form} action={action} noValidate className="max-w-md space-y-5">
      <input type="hidden" name="returnTo" value={returnTo} />
      <Field
        name="email"
        type="email"
        label="E-mail address"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={state.email}
        error={state.error}
      />
      <SubmitButton pendingText="Asking for the link …">{buttonText}</SubmitButton>
    </form>
  )
}
