import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { FieldFrame, type FieldTexts } from './field-frame.tsx'

export const inputClass = classNames(
  'block w-full min-h-11 rounded-md border border-rule-strong bg-paper px-3 py-2 font-sans text-base text-ink',
  'placeholder:text-muted aria-invalid:border-danger disabled:opacity-60',
)

interface FieldProps extends Omit<ComponentProps<'input'>, 'id'>, FieldTexts {
  name: string
}

/** A labelled text input with its hint and its error. */
export function Field({ label, hint, error, className, ...input }: FieldProps) {
  return (
    <FieldFrame
      {...{ label, hint, error, className }}
      control={(ties) => <input {...input} {...ties} className={classNames(inputClass, 'mt-1.5')} />}
    />
  )
}
