'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'
import { InlineCode } from '#components/lesson/inline-code.tsx'
import { Button } from '#components/ui/button.tsx'

interface ExerciseDialogProps {
  title: string
  task: readonly string[]
  isOpen: boolean
  onClose: () => void
  children: ReactNode
}

/** Room to work: the whole window, over the lesson. What was done stays when it is closed. */
export function ExerciseDialog({ title, task, isOpen, onClose, children }: ExerciseDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    <dialog ref={dialog} className="exercise-dialog" aria-labelledby={titleId} onClose={onClose}>
      <header className="exercise-dialog-head">
        <h4 id={titleId}>{title}</h4>
        <Button kind="quiet" size="small" onClick={() => dialog.current?.close()}>
          Back to the lesson
        </Button>
      </header>
      <div className="exercise-dialog-body">
        {task.map((paragraph) => (
          <p key={paragraph} className="exercise-task">
            <InlineCode text={paragraph} />
          </p>
        ))}
        {children}
      </div>
    </dialog>
  )
}
