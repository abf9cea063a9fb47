'use client'

import { useFormStatus } from 'react-dom'
import { Button, type ButtonProps } from './button.tsx'

interface SubmitButtonProps extends Omit<ButtonProps, 'type'> {
  /** Shown while the form is on its way: "Sending the refund …". */
  pendingText: string
}

/**
 * The button that sends its form. While that runs it says so and ignores presses, but keeps the focus (a disabled button
 * would lose it), so a double click sends once. Without JavaScript it is a plain submit button.
 */
export function SubmitButton({ pendingText, children, onClick, ...rest }: SubmitButtonProps) {
  const { pending, data } = useFormStatus()
  const { name, value } = rest
  // Of two buttons in a form, the one that was pressed says so.
  const isPressed = pending && (name === undefined || data?.get(name) === value)
  return (
    <Button
      {...rest}
      type="submit"
      aria-disabled={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault()
        else onClick?.(event)
      }}
    >
      <span aria-live="polite">{isPressed ? pendingText : children}</span>
    </Button>
  )
}
