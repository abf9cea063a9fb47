'use client'

import { Button } from '#components/ui/button.tsx'
import type { Session } from './session.ts'
import { useSessionState } from './use-session.ts'

/** Play, step, scrub. */
export function Transport({ session }: { session: Session | null }) {
  const run = useSessionState(session, (state) => state.run)
  const frame = useSessionState(session, (state) => state.frame)
  const playing = useSessionState(session, (state) => state.playing)
  return (
    <div className="transport">
      <input
        type="range"
        aria-label="Step"
        min={0}
        max={run?.length ?? 0}
        value={frame?.position ?? 0}
        onChange={(event) => session?.seek(Number(event.target.value))}
      />
      <div className="transport-buttons">
        <Button kind="secondary" size="small" onClick={() => session?.step(-1)}>
          Back
        </Button>
        <Button size="small" onClick={() => (playing ? session?.pause() : session?.play())}>
          {playing ? 'Pause' : 'Play'}
        </Button>
        <Button kind="secondary" size="small" onClick={() => session?.step(1)}>
          Step
        </Button>
      </div>
    </div>
  )
}
