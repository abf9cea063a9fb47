'use client'

import { useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { walk } from '#lib/domain/exercise/walk.ts'
import { BenchPicture } from './bench-picture.tsx'

/** The calls behind a figure, forwards and backwards, in the playground's face: the state on top, what happened below. */
export function FigurePlayer({ lines }: { lines: readonly string[] }) {
  const [position, setPosition] = useState(lines.length)
  const { play, steps } = useMemo(() => walk(lines.slice(0, position)), [lines, position])
  const last = steps.at(-1)
  return (
    <div className="figure-player">
      <BenchPicture name="the figure" allocator={play} canFree={false} disabled take={() => {}} />
      <div className="figure-transport">
        <Button
          kind="secondary"
          size="small"
          disabled={position === 0}
          onClick={() => setPosition(position - 1)}
        >
          Back
        </Button>
        <input
          type="range"
          className="figure-slider"
          aria-label="Step of the figure"
          aria-valuetext={last ? `${position} of ${lines.length}: ${last.call}` : 'Before the first call'}
          min={0}
          max={lines.length}
          value={position}
          onChange={(event) => setPosition(Number(event.target.value))}
        />
        <Button
          kind="secondary"
          size="small"
          disabled={position === lines.length}
          onClick={() => setPosition(position + 1)}
        >
          Next
        </Button>
      </div>
      <div className="figure-told" role="status">
        <p>
          {position} of {lines.length}
          {last && (
            <>
              : <code>{last.call}</code>
              {last.returned && (
                <>
                  {' '}
                  → <span className="address">{last.returned}</span>
                </>
              )}
            </>
          )}
        </p>
        {last?.told.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {!last && <p>Nothing was asked for yet.</p>}
      </div>
    </div>
  )
}
