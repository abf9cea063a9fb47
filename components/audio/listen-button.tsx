'use client'

import { Button } from '#components/ui/button.tsx'
import { PauseIcon, PlayIcon } from './icons.tsx'
import { play, toggle } from './player.ts'
import { usePlayer } from './use-player.ts'

interface ListenButtonProps {
  courseSlug: string
  lessonSlug: string
  /** "6 min" */
  length: string
  label?: string
}

/** Starts the voice where this learner is in the lesson, and stops it. */
export function ListenButton({ courseSlug, lessonSlug, length, label = 'Listen' }: ListenButtonProps) {
  const { lesson, loading, isPlaying, problem } = usePlayer()
  const isMine = lesson?.lessonSlug === lessonSlug && lesson.courseSlug === courseSlug
  const isHeard = isMine && isPlaying
  return (
    <>
      <Button
        kind="secondary"
        size="small"
        onClick={() => (isMine ? toggle() : void play(courseSlug, lessonSlug))}
        aria-disabled={loading === lessonSlug}
      >
        {isHeard ? <PauseIcon /> : <PlayIcon />}
        {isHeard ? 'Pause' : label}
        <span className="text-muted">{length}</span>
      </Button>
      {problem && !lesson && (
        <span role="alert" className="text-sm text-danger">
          {problem}
        </span>
      )}
    </>
  )
}
