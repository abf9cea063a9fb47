'use client'

import { type ReactNode, useCallback, useRef, useState } from 'react'
import type { Place } from './drawing/display-list.ts'
import type { HeapView } from './drawing/heap-view.ts'
import { OPENING_POSITION, openingTrace } from './engine/opening.ts'
import { KeepPanel } from './keep/keep-panel.tsx'
import { LinkedRun } from './keep/linked-run.tsx'
import type { LessonLink, Program } from './offers.ts'
import { Hand } from './panels/hand.tsx'
import { Lists } from './panels/lists.tsx'
import { Programs } from './panels/programs.tsx'
import { SetUp } from './panels/set-up.tsx'
import { Tree } from './panels/tree.tsx'
import { PythonPanel } from './python/python-panel.tsx'
import type { Session } from './session.ts'
import { Stage } from './stage.tsx'
import { Story } from './story.tsx'
import { Transport } from './transport.tsx'
import { useSession, useSessionState } from './use-session.ts'

interface PlaygroundProps {
  /** The first picture as SVG: shown until the engine has one. */
  picture: string
  programs: readonly Program[]
  courseSlug: string
  lessons: readonly LessonLink[]
  /** The Worker with Python, for who holds the course; null for everybody else. */
  pythonWorker: string | null
  /** In the place of what only learners have: what it is and how to get it. */
  pythonOffer: ReactNode
  keepOffer: ReactNode
}

function playOpening(session: Session): Promise<unknown> {
  return session.loadTrace(
    openingTrace(),
    { title: 'Opening: fill, thin out, drain', offer: 'opening' },
    OPENING_POSITION,
  )
}

/**
 * The playground. Its state is a `Session` (session.ts); whoever has the session can play anything in it:
 * `session.loadTrace(text, { title, sourceLines, source })` replaces the run and tells why when it cannot.
 */
export function Playground({
  picture,
  programs,
  courseSlug,
  lessons,
  pythonWorker,
  pythonOffer,
  keepOffer,
}: PlaygroundProps) {
  const view = useRef<HeapView | null>(null)
  const session = useSession(playOpening)
  const status = useSessionState(session, (state) => state.status)
  const stage = useRef<HTMLDivElement>(null)
  const show = useCallback((place: Place) => {
    view.current?.goTo(place)
    stage.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div className="playground">
      <header className="playground-head">
        <div>
          <h1>Playground</h1>
          <p>
            CPython's allocator, exact to the byte: each square is a pool, its colour the size of its blocks.
          </p>
        </div>
        <Programs session={session} programs={programs} playOpening={playOpening} />
      </header>
      <LinkedRun session={session} />
      {status === 'failed' && (
        <p role="alert" className="playground-failed">
          The engine has stopped, so nothing moves here any more, and what was done by hand is lost. Load the
          page again; if it stays so, your browser may be too old for module workers.
        </p>
      )}
      <div className="playground-bench">
        <div className="playground-main">
          <div ref={stage}>
            <Stage session={session} view={view} picture={picture} />
          </div>
          <Transport session={session} />
          <Story session={session} courseSlug={courseSlug} lessons={lessons} />
          <Hand session={session} />
          <SetUp session={session} />
        </div>
        <div className="playground-side">
          <Lists session={session} show={show} />
          <TreePanel session={session} show={show} />
        </div>
      </div>
      {pythonWorker === null ? pythonOffer : <PythonPanel session={session} workerPath={pythonWorker} />}
      <KeepPanel session={session} view={view} offer={keepOffer} />
    </div>
  )
}

function TreePanel({ session, show }: { session: Session | null; show: (place: Place) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <details className="panel" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>Tree of arenas, pools and blocks</h2>
      </summary>
      {open && session && <Tree session={session} show={show} />}
    </details>
  )
}
