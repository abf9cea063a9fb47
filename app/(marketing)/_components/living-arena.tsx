'use client'

import Link from 'next/link'
import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ArenaFigure } from './arena-figure.tsx'
import { PoolFigure } from './pool-figure.tsx'
import { SizeChoice } from './size-choice.tsx'
import type { StoryFrame } from './story.ts'
import { useStory } from './use-story.ts'

const usage = (frame: StoryFrame) =>
  frame.pool
    ? `Pool ${frame.pool.address}: ${frame.pool.count} of ${frame.pool.cells.length} blocks in use.`
    : ''

const legend = [
  ['virgin', 'never used'],
  ['free', 'free again'],
  ['used', 'partly used'],
  ['full', 'full'],
  ['lost', 'lost to alignment'],
] as const

/** The front page's figure: CPython's allocator at work, drawn first by the server, then alive and at the visitor's command. */
export function LivingArena({ opening }: { opening: StoryFrame }) {
  const figure = useRef<HTMLElement>(null)
  const { frame, playing, setPlaying, act } = useStory(opening, figure)
  const [bytes, setBytes] = useState(512)
  const [answer, setAnswer] = useState('Press malloc: the block is yours until you free it.')

  const malloc = async () => {
    const { result, frame: after } = await act((story) => story.malloc(bytes))
    setAnswer(`malloc(${bytes}) returned ${result}. ${usage(after)}`)
  }

  const free = async () => {
    const { result, frame: after } = await act((story) => story.free())
    setAnswer(result ? `${result} is free again. ${usage(after)}` : 'Nothing is in use. Press malloc first.')
  }

  return (
    <figure ref={figure} aria-labelledby="figure-1" className="plate">
      <div className="plate-arenas">
        <ArenaFigure index={0} frame={frame} />
        <ArenaFigure index={1} frame={frame} />
      </div>
      <div className="plate-pool">
        <PoolFigure pool={frame.pool} />
        <div className="needs-script mt-4">
          <div className="flex items-end justify-between gap-2">
            <SizeChoice value={bytes} onChange={setBytes} />
            <Button kind="quiet" size="small" className="-mr-3" onClick={() => setPlaying(!playing)}>
              {playing ? 'Pause' : 'Run'}
            </Button>
          </div>
          <div className="mt-3 grid grid-cols-2 gap-2">
            <Button kind="secondary" className="px-2" onClick={malloc}>
              <span className="font-mono text-sm">malloc({bytes})</span>
            </Button>
            <Button kind="secondary" className="px-2" onClick={free}>
              <span className="font-mono text-sm">free({frame.newest ?? ''})</span>
            </Button>
          </div>
          <p aria-live="polite" className="mt-2 min-h-[2lh] text-xs text-muted">
            {answer}
          </p>
        </div>
      </div>
      <ol aria-label="What just happened, newest first" className="plate-log">
        {frame.lines.map((line, place) => (
          // Lines keep their place and change their text: moved elements would count as layout shifts.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={place} className={line.notable ? 'is-notable' : undefined}>
            <span className="address">{line.where}</span> {line.text}
          </li>
        ))}
      </ol>
      <figcaption id="figure-1" className="plate-caption">
        <p>
          <strong className="font-semibold text-ink">Figure 1.</strong> CPython's own allocator at work in
          your browser: every address and every list as in Python 3.11 on 64 bits. A square is a pool of 16
          KiB; its hue is the size of its blocks. Zoom into it, and play real programs, in the{' '}
          <Link href="/playground" prefetch={false}>
            playground
          </Link>
          .
        </p>
        <ul className="mt-1 flex flex-wrap gap-x-4">
          {legend.map(([look, meaning]) => (
            <li key={look}>
              <span className={`swatch swatch-${look}`} /> {meaning}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}
