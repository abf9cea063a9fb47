'use client'

import { type ReactNode, useId, useRef } from 'react'
import { Button, type ButtonKind, type ButtonSize } from './button.tsx'

interface DialogProps {
  /** On the button that opens it. */
  trigger: ReactNode
  triggerKind?: ButtonKind
  triggerSize?: ButtonSize
  title: ReactNode
  /** On the button that leaves everything as it is. */
  closeText?: string
  children: ReactNode
}

/**
 * A question that must be answered before going on. The browser's own modal dialog: it holds the focus, closes on Escape, gives the
 * focus back, and makes the rest of the page inert, without a library or an inline style (docs/decisions).
 * What it holds must also be reachable without JavaScript: use it to confirm, not to hide the only way.
 */
export function Dialog({
  trigger,
  triggerKind = 'secondary',
  triggerSize,
  title,
  closeText = 'Close',
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  return (
    <>
      <Button
        kind={triggerKind}
        {...(triggerSize && { size: triggerSize })}
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        {trigger}
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby={titleId}
        className="m-auto w-[min(34rem,calc(100vw-2rem))] border border-ink bg-paper p-6 font-sans text-base text-ink backdrop:bg-ink/40"
      >
        <h2 id={titleId} className="mb-3 text-xl">
          {title}
        </h2>
        {children}
        <form method="dialog" className="mt-5">
          <Button type="submit" kind="secondary">
            {closeText}
          </Button>
        </form>
      </dialog>
    </>
  )
}
