import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { inputClass } from './field.tsx'
import { FieldFrame, type FieldTexts } from './field-frame.tsx'

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'id'>, FieldTexts {
  name: string
}

/** A labelled text of several lines with its hint and its error. */
export function TextArea({ label, hint, error, className, rows = 4, ...input }: TextAreaProps) {
  return (
    <FieldFrame
      {...{ label, hint, error, className }}
      control={(ties) => (
        <textarea {...input} {...ties} rows={rows} className={classNames(inputClass, 'mt-1.5')} />
      )}
    />
  )
}
