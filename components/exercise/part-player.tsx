'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Counted, PublicPart } from '#lib/domain/exercise/definition.ts'
import { limitText, type PartPlay, type Verdict } from '#lib/domain/exercise/part-play.ts'
import type { ExerciseActions, PartAddress } from './actions.ts'
import { AllocatorBench } from './allocator-bench.tsx'
import { Goals } from './goals.tsx'
import { Help } from './help.tsx'
import { ModelBench } from './model-bench.tsx'
import { Questions } from './questions.tsx'
import { StepList } from './step-list.tsx'
import { usePartPlay } from './use-part-play.ts'

interface PartPlayerProps {
  address: PartAddress
  part: PublicPart & { hintCount: number }
  /** What the part is called, to tell its regions from another part's. */
  name: string
  /** Lines that solved it before; null when it is not solved. */
  kept: readonly string[] | null
  actions: ExerciseActions
  signInPath: string
  onSolved: () => void
}

type Standing = 'open' | 'checking' | 'wrong' | 'kept' | 'not-kept' | 'failed'

const words: Record<Standing, string> = {
  open: '',
  checking: 'Being checked …',
  wrong: 'Not solved yet: the goals above say what holds.',
  kept: 'Solved, and kept.',
  'not-kept': 'Solved.',
  failed: 'The server could not be asked. Nothing is lost.',
}

/** The plain face of a part: what can be done, steps, state, live goals, help. */
export function PartPlayer({ address, part, name, kept, actions, signInPath, onSolved }: PartPlayerProps) {
  const player = usePartPlay(part, kept)
  const { play, lines, steps, verdict, isOver, refusal } = player
  const [standing, setStanding] = useState<Standing>(kept ? 'kept' : 'open')
  /** What the server said of goals that only it can judge, until something else is done. */
  const [told, setTold] = useState<Verdict | null>(null)
  const [sent, setSent] = useState<string[] | null>(null)
  const isSolved = standing === 'kept' || standing === 'not-kept'

  async function send(play: string[]) {
    setSent(play)
    setStanding('checking')
    try {
      const result = await actions.check({ ...address, play: play.join('\n') })
      if (!result.ok) return setStanding('failed')
      setTold(result.data.verdict)
      if (!result.data.verdict.solved) return setStanding('wrong')
      setStanding(result.data.saved ? 'kept' : 'not-kept')
      onSolved()
    } catch {
      setStanding('failed')
    }
  }

  function take(...more: string[]) {
    const next = player.take(...more)
    if (!next || isSolved) return
    setTold(null)
    if (standing !== 'checking') setStanding('open')
    if (next.verdict.solved) void send(next.lines)
  }

  const last = steps.at(-1)
  const label = 'label' in part.world ? part.world.label : (play.model?.model?.label ?? '')
  const rest = (
    <>
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
            setTold(null)
            if (!isSolved) setStanding('open')
          }}
          disabled={lines.length === 0}
        >
          Start again
        </Button>
      </div>
      <StepList steps={steps} of={name} />
    </>
  )
  return (
    <div className="exercise-play">
      <div className="exercise-goal-row">
        <Goals goals={part.goals.map(({ text }) => text)} met={told?.goals ?? verdict.goals} />
        {part.extras.length > 0 && (
          <Goals
            goals={part.extras.map(({ text }) => text)}
            met={told?.extras ?? verdict.extras}
            title="And beyond"
          />
        )}
        <Limits part={part} play={play} />
      </div>
      <p role="status" className="exercise-status" data-refused={refusal !== null || undefined}>
        {refusal ??
          (last
            ? `${last.title}${last.returned ? ` → ${last.returned}` : ''}. ${last.sentences.at(-1) ?? ''}`
            : 'Ready.')}
      </p>
      {play.allocator ? (
        <AllocatorBench name={name} part={part} allocator={play.allocator} disabled={isOver} take={take}>
          {rest}
        </AllocatorBench>
      ) : (
        <div className="exercise-model-bench">
          {play.model && <ModelBench model={play.model} label={label} disabled={isOver} take={take} />}
          {rest}
        </div>
      )}
      <div className="exercise-verdict" aria-live="polite">
        {verdict.goals.includes(null) && !isSolved && (
          <Button
            kind="primary"
            aria-disabled={standing === 'checking' || undefined}
            disabled={part.questions.some((question) => !play.answers.has(question.id))}
            onClick={() => standing !== 'checking' && void send(lines)}
          >
            Check my answers
          </Button>
        )}
        {words[standing] && <p data-solved={isSolved || undefined}>{words[standing]}</p>}
        {standing === 'not-kept' && (
          <p>
            <a href={signInPath}>Sign in</a> to keep what you solve.
          </p>
        )}
        {standing === 'failed' && sent && (
          <Button kind="secondary" size="small" onClick={() => void send(sent)}>
            Send it again
          </Button>
        )}
      </div>
      <Help address={address} hintCount={part.hintCount} isSolved={isSolved} actions={actions} />
    </div>
  )
}

function Limits({ part, play }: { part: PublicPart; play: PartPlay }) {
  const limits = Object.entries(part.limits) as [Counted, number][]
  if (limits.length === 0) return null
  return (
    <div className="exercise-goals">
      <p className="exercise-caption">Within</p>
      <ul>
        {limits.map(([name, limit]) => (
          <li key={name}>
            <span className="address">
              {play.count(name).toLocaleString('en')} of {limitText(name, limit)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
