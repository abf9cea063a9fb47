import { type FormEvent, type ReactNode, useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { inputClass } from '#components/ui/field.tsx'

interface InputProps {
  label: string
  name: string
  defaultValue?: string | number
  placeholder?: string
  /** Whole numbers only; ids may be ranges. */
  numeric?: boolean
  list?: string
}

export function Input({ label, name, numeric = true, ...rest }: InputProps) {
  const id = useId()
  return (
    <div className="operation-input">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        className={inputClass}
        autoComplete="off"
        required
        spellCheck={false}
        {...(numeric ? { inputMode: 'numeric', pattern: '[0-9]+', title: 'A whole number' } : {})}
        {...rest}
      />
    </div>
  )
}

export function Select({ label, name, children }: { label: string; name: string; children: ReactNode }) {
  const id = useId()
  return (
    <div className="operation-input">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} className={inputClass}>
        {children}
      </select>
    </div>
  )
}

interface OperationProps {
  verb: string
  disabled: boolean
  children: ReactNode
  onSubmit: (value: (name: string) => string) => void
}

/** One operation: its operands, and a button that says what it does. Enter does it too. */
export function Operation({ verb, disabled, children, onSubmit }: OperationProps) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    if (!disabled) onSubmit((name) => String(data.get(name) ?? '').trim())
  }
  return (
    <form className="operation" onSubmit={submit}>
      {children}
      <Button type="submit" kind="secondary" aria-disabled={disabled || undefined}>
        {verb}
      </Button>
    </form>
  )
}
