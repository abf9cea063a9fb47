'use client'

import { lazy, Suspense, useState } from 'react'
import { InlineCode } from '#components/lesson/inline-code.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ExerciseOutline, PublicExercise } from '#lib/domain/exercise/definition.ts'
import type { ExerciseActions } from './actions.ts'
import { ExerciseDialog } from './exercise-dialog.tsx'
import { Goals } from './goals.tsx'

/** The player brings the engine with it: fetched when an exercise is opened, not before. */
const loadPlayer = () => import('./part-player.tsx')
const PartPlayer = lazy(async () => ({ default: (await loadPlayer()).PartPlayer }))

interface ExerciseProps {
  courseSlug: string
  exercise: ExerciseOutline
  actions: ExerciseActions
  /** Where a visitor signs in to keep what they solve. */
  signInPath: string
}

interface Opened {
  exercise: PublicExercise
  plays: Record<string, string[]>
}

function openerText({ isAllocator }: { isAllocator: boolean }, wasOpened: boolean): string {
  if (wasOpened) return 'Go on'
  return isAllocator ? 'Open the allocator' : 'Open the exercise'
}

/** An exercise in a lesson: task and goals are part of the page, the player comes when it is asked for, over the page, so that no text moves. */
export function Exercise({ courseSlug, exercise, actions, signInPath }: ExerciseProps) {
  const [opened, setOpened] = useState<Opened | null>(null)
  /** The part whose dialog is open. */
  const [inHand, setInHand] = useState<string | null>(null)
  const [isOpening, setIsOpening] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [solved, setSolved] = useState<ReadonlySet<string>>(new Set())

  async function open(partId: string) {
    if (isOpening) return
    if (opened) return setInHand(partId)
    setIsOpening(true)
    setFault(null)
    try {
      const [result] = await Promise.all([
        actions.open({ courseSlug, exerciseId: exercise.id }),
        loadPlayer(),
      ])
      if (result.ok) {
        setSolved(new Set(Object.keys(result.data.plays)))
        setOpened(result.data)
        setInHand(partId)
      } else setFault(result.message)
    } catch {
      setFault('The exercise could not be fetched. Check your connection, and open it again.')
    } finally {
      setIsOpening(false)
    }
  }

  const isSolved = exercise.parts.every(({ id, optional }) => optional || solved.has(id))
  return (
    <section
      className="exercise"
      id={`x-${exercise.id}`}
      data-block=""
      aria-labelledby={`x-${exercise.id}-title`}
    >
      <header className="exercise-head">
        <h3 id={`x-${exercise.id}-title`}>
          <span className="exercise-label">Exercise</span> {exercise.title}
        </h3>
        {isSolved ? (
          <Badge tone="ok">Solved</Badge>
        ) : (
          exercise.required && <Badge>Counts for the certificate</Badge>
        )}
      </header>
      {exercise.parts.map((part) => {
        const playable = opened?.exercise.parts.find(({ id }) => id === part.id)
        return (
          <div key={part.id} className="exercise-part">
            {part.title && (
              <h4>
                {part.title}
                {part.optional && <Badge>Extra</Badge>}
              </h4>
            )}
            {part.task.map((paragraph) => (
              <p key={paragraph}>
                <InlineCode text={paragraph} />
              </p>
            ))}
            <div className="exercise-stage">
              <Goals goals={part.goals} met={solved.has(part.id) ? part.goals.map(() => true) : null} />
              <div className="exercise-opener">
                <Button onClick={() => void open(part.id)} aria-disabled={isOpening || undefined}>
                  {isOpening ? 'Opening …' : openerText(part, playable !== undefined)}
                </Button>
                <p>
                  {part.isAllocator
                    ? 'A fresh CPython allocator, exact to the byte, to work on right here.'
                    : 'To work on right here. What it is made from stands beside it.'}
                </p>
                {fault && <p role="alert">{fault}</p>}
              </div>
              <p className="exercise-unscripted">
                Working on it needs JavaScript. The task and its goals are above, to think through.
              </p>
            </div>
            {playable && (
              <ExerciseDialog
                title={part.title ?? exercise.title}
                task={part.task}
                isOpen={inHand === part.id}
                onClose={() => setInHand(null)}
              >
                <Suspense fallback={<Goals goals={part.goals} met={null} />}>
                  <PartPlayer
                    address={{ courseSlug, exerciseId: exercise.id, partId: part.id }}
                    part={playable}
                    name={part.title ?? exercise.title}
                    kept={opened?.plays[part.id] ?? null}
                    actions={actions}
                    signInPath={signInPath}
                    onSolved={() => setSolved((before) => new Set([...before, part.id]))}
                  />
                </Suspense>
              </ExerciseDialog>
            )}
          </div>
        )
      })}
    </section>
  )
}
