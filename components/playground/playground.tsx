'use client'

import { useRef } from 'react'
import type { HeapView } from './drawing/heap-view.ts'
import { OPENING_POSITION, openingTrace } from './engine/opening.ts'
import type { LessonLink, Program } from './offers.ts'
import { Stage } from './stage.tsx'
import { Story } from './story.tsx'
import { Transport } from './transport.tsx'
import { useSession } from './use-session.ts'

interface PlaygroundProps {
  /** The first picture as SVG: shown until the engine has one. */
  picture: string
  programs: readonly Program[]
  courseSlug: string
  lessons: readonly LessonLink[]
}

/**
 * The playground. Its state is a `Session` (session.ts); whoever has the session can play anything in it:
 * `session.loadTrace(text, { title, sourceLines, source })` replaces the run and tells why when it cannot.
 */
export function Playground({ picture, courseSlug, lessons }: PlaygroundProps) {
  const view = useRef<HeapView | null>(null)
  const session = useSession((made) => {
    void made.loadTrace(openingTrace(), { title: 'Opening: fill, thin out, drain' }, OPENING_POSITION)
  })
  return (
    <div className="playground">
      <h1>Playground</h1>
      <Stage session={session} view={view} picture={picture} />
      <Transport session={session} />
      <Story session={session} courseSlug={courseSlug} lessons={lessons} />
    </div>
  )
}
