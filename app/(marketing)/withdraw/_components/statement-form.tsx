'use client'

import { useActionState } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { useFirstFault } from '#components/ui/use-first-fault.ts'
import { type StatementState, stateWithdrawalAction } from '../actions.ts'

const empty: StatementState = { typed: { name: '', order: '', email: '' } }

/** The statement of withdrawal. Works without JavaScript. */
export function StatementForm() {
  const [{ typed, fields, problem }, action] = useActionState(stateWithdrawalAction, empty)
  const form = useFirstFault(fields)
  return (
    // Our own sentences instead of the browser's: they stay, and screen readers read them with the field.
    <form ref={form} action={action} noValidate className="max-w-md space-y-5">
      {problem && (
        <Notice tone="danger" live title="Not sent">
          <p>{problem}</p>
        </Notice>
      )}
      <Field
        name="name"
        label="Your name"
        autoComplete="name"
        required
        defaultValue={typed.name}
        error={fields?.name}
      />
      <Field
        name="order"
        label="Number of the order"
        hint="Like DPM-7Q2K9F. It stands in the mail about your purchase, and in your account."
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        required
        defaultValue={typed.order}
        error={fields?.order}
      />
      <Field
        name="email"
        type="email"
        label="E-mail address that you bought with"
        hint="The link that confirms it goes there, and then the receipt."
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={typed.email}
        error={fields?.email}
      />
      <SubmitButton pendingText="Sending the statement …">Withdraw from contract</SubmitButton>
    </form>
  )
}
