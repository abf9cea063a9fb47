import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

export interface FieldTexts {
  label: ReactNode
  hint?: ReactNode
  /** What is wrong and how to mend it; read aloud with the field. */
  error?: string | undefined
}

/** What ties a control to its label, its hint and its error. */
interface ControlTies {
  id: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

interface FieldFrameProps extends FieldTexts {
  className?: string | undefined
  control: (ties: ControlTies) => ReactNode
}

/** The label, the hint and the error around one control. */
export function FieldFrame({ label, hint, error, className, control }: FieldFrameProps) {
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
      {control({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': described || undefined,
      })}
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  )
}
