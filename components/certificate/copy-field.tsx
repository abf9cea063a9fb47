'use client'

import { useId, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { inputClass } from '#components/ui/field.tsx'

interface CopyFieldProps {
  label: string
  value: string
  /** In a monospaced face: addresses and ids. */
  mono?: boolean
}

/** A text to take elsewhere, with a button that copies it. Where the browser refuses, the text is selected instead. */
export function CopyField({ label, value, mono = false }: CopyFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')

  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      setSaid('Copied.')
    } catch {
      input.current?.select()
      setSaid('Selected: copy it with your keyboard.')
    }
  }

  return (
    <div className="font-sans">
      <label htmlFor={id} className="block text-sm text-muted">
        {label}
      </label>
      <div className="mt-1 flex gap-2">
        <input
          ref={input}
          id={id}
          readOnly
          value={value}
          onFocus={(event) => event.target.select()}
          className={`${inputClass} min-w-0 flex-1 ${mono ? 'font-mono text-sm' : ''}`}
        />
        <Button kind="secondary" onClick={copy} aria-label={`Copy: ${label}`}>
          Copy
        </Button>
      </div>
      <p role="status" className="min-h-6 text-sm text-ok">
        {said}
      </p>
    </div>
  )
}
