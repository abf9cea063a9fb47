'use client'

import { type RefObject, useEffect, useId, useState } from 'react'
import { profile } from '#simulator/index.ts'
import { HeapCanvas } from './drawing/heap-canvas.tsx'
import type { HeapView } from './drawing/heap-view.ts'
import { ZoomButtons } from './drawing/zoom-buttons.tsx'
import { describeFrame, placeName } from './say.ts'
import type { Session } from './session.ts'
import { useSessionState } from './use-session.ts'

interface StageProps {
  session: Session | null
  view: RefObject<HeapView | null>
  picture: string
}

/** The picture, its zoom buttons, and what the pointer is on. */
export function Stage({ session, view, picture }: StageProps) {
  const descriptionId = useId()
  const [isPainted, setIsPainted] = useState(false)
  const pointed = useSessionState(session, (state) => state.pointed)
  const chosen = useSessionState(session, (state) => state.chosen)
  const chain = useSessionState(session, (state) => state.chain)
  const run = useSessionState(session, (state) => state.run)
  const frame = useSessionState(session, (state) => state.frame)
  const busy = useSessionState(session, (state) => state.busy)

  useEffect(() => {
    if (!run) return
    view.current?.setRoom(profile(run.setup.profile), run.mostArenas)
  }, [run, view])

  useEffect(() => {
    view.current?.setMarks({ chosen: chosen ?? null, pointed: pointed ?? null, chain: chain ?? [] })
  }, [chosen, pointed, chain, view])

  useEffect(
    () =>
      session?.onFrame(({ snapshot }) => {
        view.current?.setSnapshot(snapshot)
        setIsPainted(true)
      }),
    [session, view],
  )

  return (
    <div className="stage" data-painted={isPainted || undefined}>
      {!isPainted && <div className="stage-first" dangerouslySetInnerHTML={{ __html: picture }} />}
      <HeapCanvas
        view={view}
        label="The heap: arenas, pools and blocks"
        describedBy={descriptionId}
        onWanted={(wanted) => session?.want('picture', wanted)}
        onPoint={(place) => session?.point(place)}
        onChoose={(place) => session?.choose(place)}
      />
      <ZoomButtons view={view} />
      {busy && (
        <p role="status" className="stage-busy">
          {busy}
        </p>
      )}
      <p className="stage-tip" aria-hidden="true">
        {pointed && frame && run ? placeName(pointed, frame, run) : ''}
      </p>
      <p id={descriptionId} className="sr-only">
        {frame && run ? describeFrame(frame, run) : 'The heap is being set up.'} Arrow keys move the picture,
        plus and minus zoom, 0 shows all of it. The tree below lists every arena, pool and block.
      </p>
    </div>
  )
}
