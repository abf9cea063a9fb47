'use client'

import { useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { inputClass } from '#components/ui/field.tsx'
import type { EventName } from '#simulator/index.ts'
import { jumps } from './engine/lessons.ts'
import { Timeline } from './panels/timeline.tsx'
import type { Session } from './session.ts'
import { useSessionState } from './use-session.ts'

/** Steps a second that the slider offers: 1, 2, 5, 10 … a million. */
const speeds = Array.from({ length: 19 }, (_, i) => [1, 2, 5][i % 3] ?? 1).map(
  (n, i) => n * 10 ** Math.floor(i / 3),
)

const nearestSpeed = (speed: number) => speeds.findIndex((each) => each >= speed)

/** Play at any speed, step, scrub, and jump to where something happens. */
export function Transport({ session }: { session: Session | null }) {
  const run = useSessionState(session, (state) => state.run)
  const playing = useSessionState(session, (state) => state.playing)
  const speed = useSessionState(session, (state) => state.speed) ?? 2_000
  const speedId = useId()
  const small = { kind: 'secondary', size: 'small', disabled: !run } as const
  return (
    <section className="transport" aria-label="Time">
      <Timeline session={session} />
      <div className="transport-row">
        <div className="transport-buttons">
          <Button {...small} aria-label="To the start" onClick={() => session?.seek(0)}>
            Start
          </Button>
          <Button {...small} aria-label="One step back" onClick={() => session?.step(-1)}>
            Back
          </Button>
          <Button
            size="small"
            disabled={!run}
            className="transport-play"
            onClick={() => (playing ? session?.pause() : session?.play())}
          >
            {playing ? 'Pause' : 'Play'}
          </Button>
          <Button {...small} aria-label="One step on" onClick={() => session?.step(1)}>
            Step
          </Button>
          <Button {...small} aria-label="To the end" onClick={() => session?.seek(run?.length ?? 0)}>
            End
          </Button>
        </div>
        <div className="transport-speed">
          <label htmlFor={speedId}>Speed</label>
          <input
            id={speedId}
            type="range"
            min={0}
            max={speeds.length - 1}
            value={nearestSpeed(speed)}
            aria-valuetext={`${speed.toLocaleString('en')} steps a second`}
            onChange={(event) => session?.setSpeed(speeds[Number(event.target.value)] ?? 1)}
          />
          <span className="tabular-nums">{speed.toLocaleString('en')} a second</span>
        </div>
        <Jump session={session} />
      </div>
    </section>
  )
}

/** To the next step, or the one before, in which something happened. */
function Jump({ session }: { session: Session | null }) {
  const run = useSessionState(session, (state) => state.run)
  const [chosen, setChosen] = useState(1)
  const [told, setTold] = useState('')
  const id = useId()
  const jump = jumps[chosen] ?? jumps[0]
  const times = (events: readonly EventName[]) =>
    events.reduce((sum, each) => sum + (run?.times[each] ?? 0), 0)

  async function go(direction: 'next' | 'previous') {
    const found = await session?.jump(jump.events, direction)
    setTold(
      found === false
        ? `No step ${direction === 'next' ? 'after' : 'before'} this one in which ${jump.name}.`
        : '',
    )
  }

  return (
    <div className="transport-jump">
      <label htmlFor={id}>Jump to where</label>
      <select
        id={id}
        className={inputClass}
        value={chosen}
        onChange={(event) => setChosen(Number(event.target.value))}
      >
        {jumps.map(({ name, events }, i) => (
          <option key={name} value={i}>
            {name} ({times(events).toLocaleString('en')})
          </option>
        ))}
      </select>
      <Button
        kind="secondary"
        size="small"
        aria-label={`Last: ${jump.name}`}
        disabled={!run}
        onClick={() => go('previous')}
      >
        Last
      </Button>
      <Button
        kind="secondary"
        size="small"
        aria-label={`Next: ${jump.name}`}
        disabled={!run}
        onClick={() => go('next')}
      >
        Next
      </Button>
      <span role="status" className="transport-told">
        {told}
      </span>
    </div>
  )
}
