import { useState } from 'react'
import { InlineCode } from '#components/lesson/inline-code.tsx'
import { Button } from '#components/ui/button.tsx'
import { stepTitle } from '#lib/domain/exercise/explain.ts'
import { parseStep } from '#lib/domain/exercise/play-text.ts'
import type { ExerciseActions, PartAddress } from './actions.ts'

interface HelpProps {
  address: PartAddress
  hintCount: number
  isSolved: boolean
  actions: ExerciseActions
}

interface Solution {
  steps: string[]
  because: string
}

const lost = 'That could not be fetched. Check your connection and try again.'

/** Hints, one at a time; the solution after solving or giving up. Neither is in the page before it is asked for. */
export function Help({ address, hintCount, isSolved, actions }: HelpProps) {
  const [hints, setHints] = useState<string[]>([])
  const [solution, setSolution] = useState<Solution | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isAsking, setIsAsking] = useState(false)

  async function ask<T>(
    wanted: Promise<{ ok: true; data: T } | { ok: false; message: string }>,
    use: (data: T) => void,
  ) {
    setIsAsking(true)
    try {
      const result = await wanted
      setFault(result.ok ? null : result.message)
      if (result.ok) use(result.data)
    } catch {
      setFault(lost)
    } finally {
      setIsAsking(false)
    }
  }

  const askHint = () =>
    ask(actions.hint({ ...address, index: hints.length }), (hint) => setHints([...hints, hint]))
  const askSolution = () => ask(actions.solution(address), setSolution)
  const mayAskSolution = isSolved || hints.length === hintCount

  return (
    <div className="exercise-help">
      <div className="exercise-buttons">
        {hints.length < hintCount && (
          <Button
            kind="quiet"
            size="small"
            aria-disabled={isAsking || undefined}
            onClick={() => !isAsking && askHint()}
          >
            {hints.length === 0 ? 'Give me a hint' : `Hint ${hints.length + 1} of ${hintCount}`}
          </Button>
        )}
        {!solution && mayAskSolution && (
          <Button
            kind="quiet"
            size="small"
            aria-disabled={isAsking || undefined}
            onClick={() => !isAsking && askSolution()}
          >
            {isSolved ? 'Show the sample solution' : 'Give up and show the solution'}
          </Button>
        )}
      </div>
      <div aria-live="polite">
        {fault && <p>{fault}</p>}
        {hints.map((hint, index) => (
          <p key={hint}>
            <strong>Hint {index + 1}.</strong> <InlineCode text={hint} />
          </p>
        ))}
        {solution && (
          <>
            <p>
              <strong>One solution.</strong> <InlineCode text={solution.because} />
            </p>
            <ol>
              {solution.steps.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a solution never change
                <li key={index}>
                  <code>{stepTitle(parseStep(line))}</code>
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </div>
  )
}
