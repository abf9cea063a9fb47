'use client'

import { lazy, Suspense, useState } from 'react'
import { InlineCode } from '#components/lesson/inline-code.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ExerciseOutline, PublicExercise } from '#lib/domain/exercise/definition.ts'
import type { ExerciseActions } from './actions.ts'
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

/** An exercise in a lesson: task and goals are part of the page, the player comes when it is asked for, into a place that was kept for it. */
export function Exercise({ courseSlug, exercise, actions, signInPath }: ExerciseProps) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const [isOpening, setIsOpening] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [solved, setSolved] = useState<ReadonlySet<string>>(new Set())

  async function open() {
    if (isOpening) return
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
            {playable ? (
              <Suspense
                fallback={
                  <div className="exercise-stage" data-room={part.room}>
                    <Goals goals={part.goals} met={null} />
                  </div>
                }
              >
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
            ) : (
              <div className="exercise-stage is-closed" data-room={part.room}>
                <Goals goals={part.goals} met={null} />
                <div className="exercise-opener">
                  <div>
                    <Button onClick={open} aria-disabled={isOpening || undefined}>
                      {isOpening
                        ? 'Opening …'
                        : part.isAllocator
                          ? 'Open the allocator'
                          : 'Open the exercise'}
                    </Button>
                    <p>
                      {part.isAllocator
                        ? 'A fresh CPython allocator, exact to the byte, to work on right here.'
                        : 'To work on right here. What it is made from stands beside it.'}
                    </p>
                    {fault && <p role="alert">{fault}</p>}
                  </div>
                </div>
                <p className="exercise-unscripted">
                  Working on it needs JavaScript. The task and its goals are above, to think through.
                </p>
              </div>
            )}
          </div>
        )
      })}
    </section>
  )
}
