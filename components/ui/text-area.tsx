import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import { inputClass } from './field.tsx'

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'id'> {
  name: string
  label: ReactNode
  hint?: ReactNode
  /** What is wrong and how to mend it; read aloud with the field. */
  error?: string | undefined
}

/** A labelled text of several lines with its hint and its error: as Field, which is for one line. */
export function TextArea({ label, hint, error, rows = 4, ...input }: TextAreaProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="font-sans">
      <label htmlFor={id} className="block text-base font-medium">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="mt-0.5 text-sm text-muted">
          {hint}
        </p>
      )}
      <textarea
        {...input}
        id={id}
        rows={rows}
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
