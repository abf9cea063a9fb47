'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { ExerciseDialog } from '#components/exercise/exercise-dialog.tsx'

/** With the engine and the drawing: fetched when a figure is opened. */
const FigurePlayer = lazy(async () => ({
  default: (await import('#components/exercise/figure-player.tsx')).FigurePlayer,
}))

interface OpenFigure {
  lines: string[]
  caption: string
}

/** Opens the figures of a lesson that can be stepped through; they are part of its text, so the click is heard here. */
export function FigurePlays() {
  const [figure, setFigure] = useState<OpenFigure | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    const open = ({ target }: MouseEvent) => {
      const button = target instanceof Element ? target.closest<HTMLElement>('[data-play]') : null
      if (!button) return
      const caption = button.closest('figure')?.querySelector('figcaption')?.textContent ?? ''
      setFigure({ lines: (button.dataset.play ?? '').split('\n'), caption })
      setIsOpen(true)
    }
    document.addEventListener('click', open)
    return () => document.removeEventListener('click', open)
  }, [])
  return (
    <ExerciseDialog
      title="Step by step"
      task={figure ? [figure.caption] : []}
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
    >
      {figure && (
        <Suspense fallback={<p>The simulator is being fetched …</p>}>
          <FigurePlayer key={figure.lines.join()} lines={figure.lines} />
        </Suspense>
      )}
    </ExerciseDialog>
  )
}
