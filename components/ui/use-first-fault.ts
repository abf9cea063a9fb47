import { useEffect, useRef } from 'react'

/** A fieldset is no control: its first one stands for it. */
const firstFault = '[aria-invalid], fieldset[data-at-fault] input'

/** For a form: after a refusal, the first control at fault takes the focus, and its sentence is read with it. */
export function useFirstFault(faults: object | undefined) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (faults) form.current?.querySelector<HTMLElement>(firstFault)?.focus()
  }, [faults])
  return form
}
