import { useCallback, useState } from 'react'
import { PlayRefusal } from '#lib/domain/exercise/allocator-play.ts'
import { MAX_PLAY_REQUESTS, type PublicPart } from '#lib/domain/exercise/definition.ts'
import { explainEvents, explainQuery, hex, stepTitle } from '#lib/domain/exercise/explain.ts'
import type { ModelPlay } from '#lib/domain/exercise/model-play.ts'
import { PartPlay, type Verdict } from '#lib/domain/exercise/part-play.ts'
import { FIRST_STATE, type PlayStep, parseStep, StepError } from '#lib/domain/exercise/play-text.ts'
import { blockSize } from '#simulator/index.ts'

/** A step as the list shows it. */
export interface StepView {
  key: number
  title: string
  /** What it returned: the address, or the first and the last of many. */
  returned: string | null
  sentences: string[]
}

interface PlayView {
  play: PartPlay
  /** What the learner did, as a play's text. */
  lines: string[]
  steps: StepView[]
  verdict: Verdict
  /** The truth was shown: what came now would no longer be a prediction. */
  isOver: boolean
}

/** What a step returned, from the results that it added. */
function returnedBy(play: PartPlay, before: number): string | null {
  const results = play.allocator?.results.slice(before) ?? []
  const [first] = results
  const last = results.at(-1)
  if (first === undefined || last === undefined) return null
  return results.length === 1 ? hex(first) : `${hex(first)} … ${hex(last)}`
}

function sentencesOf({ allocator, model }: PartPlay, step: PlayStep): string[] {
  if (step.kind === 'answer') return ['It is noted in the list of steps.']
  if (!allocator) return step.kind === 'run' && model ? explainRun(model) : []
  const query = step.kind === 'query' ? allocator.queries.at(-1) : undefined
  if (query) return [explainQuery(query)]
  const { profile } = allocator.heap(FIRST_STATE)
  return explainEvents(allocator.lastEvents, (sizeClass) => blockSize(profile, sizeClass))
}

function explainRun({ model, out }: ModelPlay): string[] {
  if (!model || !out) return []
  const told = model.outputs.map(({ id, label, unit }) =>
    `${label}: ${Number(out[id] ?? 0).toLocaleString('en')} ${unit}`.trim(),
  )
  return [`${told.join('. ')}.`]
}

function viewStep(play: PartPlay, step: PlayStep, key: number, isTruth: boolean): StepView {
  const before = play.allocator?.results.length ?? 0
  // The truth is shown where limits and permissions do not matter any more.
  if (isTruth) play.allocator?.take(step)
  else play.take(step)
  const isModels = step.kind === 'lever' || step.kind === 'probe' || step.kind === 'run'
  const told = isModels && play.model ? play.model.titleOf(step) : stepTitle(step)
  const title = isTruth ? `And in truth: ${told}` : told
  return { key, title, returned: returnedBy(play, before), sentences: sentencesOf(play, step) }
}

function begin(part: PublicPart): PlayView {
  const play = new PartPlay(part)
  return { play, lines: [], steps: [], verdict: play.verdict(), isOver: false }
}

/** @throws PlayRefusal, StepError; the play is of no use then */
function advance({ play, lines, steps }: PlayView, line: string): PlayView {
  const step = parseStep(line, MAX_PLAY_REQUESTS)
  const taken = [...steps, viewStep(play, step, steps.length, false)]
  const verdict = play.verdict()
  const truth =
    step.kind === 'answer' ? play.part.questions.find(({ id }) => id === step.question)?.reveals : undefined
  if (truth !== undefined) taken.push(viewStep(play, parseStep(truth), taken.length, true))
  return { play, lines: [...lines, line], steps: taken, verdict, isOver: truth !== undefined }
}

const replay = (part: PublicPart, lines: readonly string[]) => lines.reduce(advance, begin(part))

const isRefusal = (error: unknown): error is Error =>
  error instanceof PlayRefusal || error instanceof StepError

/** A part being played in this browser; takes up the lines of an earlier play, unless the exercise has changed since. */
export function usePartPlay(part: PublicPart, earlier: readonly string[] | null) {
  const [view, setView] = useState<PlayView>(() => {
    try {
      return replay(part, earlier ?? [])
    } catch (error) {
      if (isRefusal(error)) return begin(part)
      throw error
    }
  })
  const [refusal, setRefusal] = useState<string | null>(null)

  const show = useCallback((next: PlayView, told: string | null = null) => {
    setView(next)
    setRefusal(told)
  }, [])

  /** Takes steps, one after the other; null when one was refused, which leaves none of them taken. */
  function take(...taken: string[]): PlayView | null {
    try {
      const next = taken.reduce(advance, view)
      show(next)
      return next
    } catch (error) {
      if (!isRefusal(error)) throw error
      // What was done before the refusal is taken back.
      show(replay(part, view.lines), error.message)
      return null
    }
  }

  return {
    ...view,
    refusal,
    take,
    undo: () => show(replay(part, view.lines.slice(0, -1))),
    startAgain: () => show(begin(part)),
  }
}
