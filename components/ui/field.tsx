import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

export const inputClass = classNames(
  'block w-full min-h-11 rounded-md border border-rule-strong bg-paper px-3 py-2 font-sans text-base text-ink',
  'placeholder:text-muted aria-invalid:border-danger disabled:opacity-60',
)

interface FieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  name: string
  label: ReactNode
  hint?: ReactNode
  /** What is wrong and how to mend it; read aloud with the field. */
  error?: string | undefined
}

/** A labelled text input with its hint and its error. */
export function Field({ label, hint, error, className, ...input }: FieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={classNames('font-sans', className)}>
      <label htmlFor={id} className="block text-base font-medium">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="mt-0.5 text-sm text-muted">
          {hint}
        </p>
      )}
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        className={classNames(inputClass, 'mt-1.5')}
      />
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  )
}
