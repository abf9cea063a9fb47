'use client'

import { useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Tally } from '#lib/domain/exercise/allocator-play.ts'
import type { PublicPart } from '#lib/domain/exercise/definition.ts'
import { limitText } from '#lib/domain/exercise/part-play.ts'
import { FIRST_STATE } from '#lib/domain/exercise/play-text.ts'
import type { ExerciseActions, PartAddress } from './actions.ts'
import { Goals } from './goals.tsx'
import { Help } from './help.tsx'
import { OperationForms } from './operation-forms.tsx'
import { Questions } from './questions.tsx'
import { StateTables } from './state-tables.tsx'
import { StepList } from './step-list.tsx'
import { usePartPlay } from './use-part-play.ts'

interface PartPlayerProps {
  address: PartAddress
  part: PublicPart & { hintCount: number }
  /** Lines that solved it before; null when it is not solved. */
  kept: readonly string[] | null
  actions: ExerciseActions
  signInPath: string
  onSolved: () => void
}

type Standing = 'open' | 'checking' | 'kept' | 'not-kept' | 'failed'

/** The plain face of a part: operations, steps, state, live goals, help. */
export function PartPlayer({ address, part, kept, actions, signInPath, onSolved }: PartPlayerProps) {
  const id = useId()
  const player = usePartPlay(part, kept)
  const { play, lines, steps, verdict, isOver, refusal } = player
  const [standing, setStanding] = useState<Standing>(kept ? 'kept' : 'open')
  const [reached, setReached] = useState<string[] | null>(null)
  const isSolved = standing !== 'open' || verdict.solved

  async function send(solution: string[]) {
    setReached(solution)
    setStanding('checking')
    try {
      const result = await actions.check({ ...address, play: solution.join('\n') })
      if (!result.ok || !result.data.verdict.solved) return setStanding('failed')
      setStanding(result.data.saved ? 'kept' : 'not-kept')
      onSolved()
    } catch {
      setStanding('failed')
    }
  }

  function take(line: string) {
    const next = player.take(line)
    if (next?.verdict.solved && standing !== 'kept' && standing !== 'checking') void send(next.lines)
  }

  const last = steps.at(-1)
  const arenas = play.allocator.heap(FIRST_STATE).arenas()
  return (
    <div className="exercise-stage">
      <div className="exercise-goal-row">
        <Goals goals={part.goals.map(({ text }) => text)} met={verdict.goals} />
        {part.extras.length > 0 && (
          <Goals goals={part.extras.map(({ text }) => text)} met={verdict.extras} title="And beyond" />
        )}
        <Limits part={part} tally={play.tally} />
      </div>
      <p role="status" className="exercise-status" data-refused={refusal !== null || undefined}>
        {refusal ??
          (last
            ? `${last.title}${last.returned ? ` → ${last.returned}` : ''}. ${last.sentences.at(-1) ?? ''}`
            : 'Ready.')}
      </p>
      <div className="exercise-bench">
        <div>
          <OperationForms
            part={part}
            nextId={play.allocator.highestId + 1}
            arenas={arenas.map(({ index }) => index)}
            disabled={isOver}
            take={take}
          />
          <Questions play={play} disabled={isOver} take={take} />
          <div className="exercise-buttons">
            <Button kind="quiet" size="small" onClick={player.undo} disabled={lines.length === 0 || isOver}>
              Undo
            </Button>
            <Button
              kind="quiet"
              size="small"
              onClick={() => {
                player.startAgain()
                if (standing === 'failed') setStanding('open')
              }}
              disabled={lines.length === 0}
            >
              Start again
            </Button>
          </div>
          <StepList steps={steps} headingId={`${id}-steps`} />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as the list of steps */}
        <section className="exercise-scroll exercise-state" aria-label="State of the allocator" tabIndex={0}>
          <StateTables play={play} disabled={isOver} take={take} />
        </section>
      </div>
      <div className="exercise-verdict" aria-live="polite">
        {isSolved && <p className="exercise-solved">{words[standing]}</p>}
        {standing === 'not-kept' && (
          <p>
            <a href={signInPath}>Sign in</a> to keep what you solve.
          </p>
        )}
        {standing === 'failed' && reached && (
          <Button kind="secondary" size="small" onClick={() => void send(reached)}>
            Send it again
          </Button>
        )}
      </div>
      <Help address={address} hintCount={part.hintCount} isSolved={isSolved} actions={actions} />
    </div>
  )
}

const words: Record<Standing, string> = {
  open: 'Solved.',
  checking: 'Solved. Keeping it …',
  kept: 'Solved, and kept.',
  'not-kept': 'Solved.',
  failed: 'All goals hold here, but the server could not confirm it. Nothing is lost.',
}

function Limits({ part, tally }: { part: PublicPart; tally: Tally }) {
  const limits = Object.entries(part.limits) as [keyof Tally, number][]
  if (limits.length === 0) return null
  return (
    <div className="exercise-goals">
      <h5>Within</h5>
      <ul>
        {limits.map(([name, limit]) => (
          <li key={name}>
            <span className="address">
              {tally[name].toLocaleString('en')} of {limitText(name, limit)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
