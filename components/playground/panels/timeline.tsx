'use client'

import { useEffect, useMemo, useRef } from 'react'
import type { RunView } from '../engine/run-view.ts'
import { count, formatBytes } from '../say.ts'
import type { Session } from '../session.ts'
import { useSessionState } from '../use-session.ts'

/** Units of the plot; it is stretched to its place. */
const WIDTH = 1000
const HEIGHT = 100

/** Outline of a column of values over the run, closed at the ground. */
function outline(run: RunView, value: (i: number) => number, most: number): string {
  const { steps } = run.timeline
  if (steps.length === 0) return ''
  const x = (step: number) => ((step / run.length) * WIDTH).toFixed(1)
  const y = (n: number) => (HEIGHT - (n / most) * (HEIGHT - 4)).toFixed(1)
  let path = `M0 ${HEIGHT}`
  for (let i = 0; i < steps.length; i++)
    path += `L${x(steps[i] ?? 0)} ${y(value(i))}H${x(steps[i + 1] ?? run.length)}`
  return `${path}V${HEIGHT}z`
}

/** The run over time: bytes held as arenas, and bytes in use; the slider over it winds to any step. */
export function Timeline({ session }: { session: Session | null }) {
  const slider = useRef<HTMLInputElement>(null)
  const run = useSessionState(session, (state) => state.run)
  const frame = useSessionState(session, (state) => state.frame)
  const [held, inUse] = useMemo(() => {
    if (!run || run.length === 0) return ['', '']
    const most = run.mostArenas * run.arenaBytes
    return [
      outline(run, (i) => (run.timeline.mostArenas[i] ?? 0) * run.arenaBytes, most),
      outline(run, (i) => run.timeline.mostInUse[i] ?? 0, most),
    ]
  }, [run])

  // The handle moves with every frame, which is more often than the page is drawn.
  useEffect(
    () =>
      session?.onFrame(({ position }) => {
        if (slider.current) slider.current.value = String(position)
      }),
    [session],
  )

  const at = frame?.position ?? 0
  return (
    <div className="timeline">
      <div className="timeline-plot">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <path className="plot-held" d={held} />
          <path className="plot-used" d={inUse} />
        </svg>
        <input
          ref={slider}
          key={run?.length ?? 0}
          type="range"
          aria-label="Step of the run"
          aria-valuetext={`step ${at.toLocaleString('en')} of ${(run?.length ?? 0).toLocaleString('en')}`}
          min={0}
          max={run?.length ?? 0}
          defaultValue={at}
          onChange={(event) => session?.seek(Number(event.target.value))}
        />
      </div>
      <p className="timeline-key">
        <span className="tabular-nums">
          Step <strong>{at.toLocaleString('en')}</strong> of {(run?.length ?? 0).toLocaleString('en')}
        </span>
        <span>
          <i className="key-held" /> {count(frame?.arenas ?? 0, 'arena')},{' '}
          {formatBytes((frame?.arenas ?? 0) * (run?.arenaBytes ?? 0))} held
        </span>
        <span>
          <i className="key-used" /> {formatBytes(frame?.bytesInUse ?? 0)} in use,{' '}
          {count(frame?.liveBlocks ?? 0, 'block')}
        </span>
      </p>
    </div>
  )
}
