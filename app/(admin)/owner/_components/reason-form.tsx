'use client'

import { type ReactNode, useActionState } from 'react'
import type { ButtonKind } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormState } from '../actions.ts'
import { Select } from './select.tsx'

interface ReasonFormProps {
  action: (before: FormState, form: FormData) => Promise<FormState>
  hidden?: Record<string, string>
  /** What is asked for besides the reason. */
  fields?: { name: string; label: string; hint?: string; value?: string; type?: 'email'; numeric?: boolean }[]
  /** One of several, asked for first. */
  choice?: { name: string; label: string; choices: Record<string, string> } | undefined
  /** A box that is not ticked by itself. */
  box?: { name: string; label: ReactNode }
  buttonText: string
  pendingText: string
  kind?: ButtonKind
}

/** An action of the owner that is recorded with its reason. What was typed stays when it is refused; works without JavaScript. */
export function ReasonForm({ action, hidden = {}, fields = [], choice, box, ...button }: ReasonFormProps) {
  const [{ problem, fields: wrong = {}, typed = {} }, submit] = useActionState(action, {})
  return (
    <form action={submit} className="max-w-measure space-y-4">
      {problem && (
        <Notice tone="danger" live title="Not done">
          <p>{problem}</p>
        </Notice>
      )}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {choice && <Select key={`choice ${typed[choice.name]}`} {...choice} value={typed[choice.name]} />}
      {fields.map(({ name, label, hint, value = '', type, numeric }) => (
        <Field
          key={`${name} ${typed[name]}`}
          name={name}
          label={label}
          hint={hint}
          type={type ?? 'text'}
          inputMode={numeric ? 'decimal' : undefined}
          autoComplete="off"
          required
          defaultValue={typed[name] ?? value}
          error={wrong[name]}
        />
      ))}
      {box && (
        <label className="flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            name={box.name}
            defaultChecked={typed[box.name] === 'on'}
            className="size-5 accent-accent"
          />
          <span>{box.label}</span>
        </label>
      )}
      <Field
        key={`reason ${typed.reason}`}
        name="reason"
        label="Why"
        hint="Kept with your name and the time. The buyer does not see it."
        autoComplete="off"
        required
        maxLength={500}
        defaultValue={typed.reason}
        error={wrong.reason}
      />
      <SubmitButton kind={button.kind} pendingText={button.pendingText}>
        {button.buttonText}
      </SubmitButton>
    </form>
  )
}
