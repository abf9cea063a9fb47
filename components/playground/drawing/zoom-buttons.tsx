import type { RefObject } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { HeapView } from './heap-view.ts'

const FACTOR = 1.6

/** Zooms the picture of a heap without a wheel or a pinch. */
export function ZoomButtons({ view }: { view: RefObject<HeapView | null> }) {
  return (
    <fieldset className="heap-zoom">
      <legend className="sr-only">Zoom</legend>
      <Button kind="secondary" size="small" aria-label="Zoom in" onClick={() => view.current?.zoom(FACTOR)}>
        +
      </Button>
      <Button
        kind="secondary"
        size="small"
        aria-label="Zoom out"
        onClick={() => view.current?.zoom(1 / FACTOR)}
      >
        −
      </Button>
      <Button kind="secondary" size="small" onClick={() => view.current?.goHome()}>
        All
      </Button>
    </fieldset>
  )
}
