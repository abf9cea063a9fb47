import { useEffect, useRef } from 'react'

/** For a form: after a refusal, the first control at fault takes the focus, and its sentence is read with it. */
export function useFirstFault(faults: object | undefined) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (faults) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [faults])
  return form
}
