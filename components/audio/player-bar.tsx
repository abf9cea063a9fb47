'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type KeyboardEvent, useEffect } from 'react'
import { formatClock } from '#lib/domain/playback.ts'
import { CloseIcon, PauseIcon, PlayIcon, SkipIcon } from './icons.tsx'
import { useMediaSession } from './media-session.ts'
import { close, seek, setFollowing, skip, toggle } from './player.ts'
import { RateChoice, SleepChoice } from './player-choices.tsx'
import { useReadAlong } from './read-along.ts'
import { usePlayer } from './use-player.ts'
import './player.css'

/** The arrow keys skip wherever in the bar one is, but on what has a use of its own for them. */
function skipByKey(event: KeyboardEvent): void {
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
  event.preventDefault()
  skip(event.key === 'ArrowLeft' ? -1 : 1)
}

/** At the foot of the window, over the page: nothing moves when it comes or goes. */
export function PlayerBar() {
  const state = usePlayer()
  const { lesson, timeMs, isPlaying, isFollowing, problem, loading } = state
  const path = usePathname()
  const address = lesson ? `/learn/${lesson.courseSlug}/${lesson.lessonSlug}` : ''
  const isShown = path === address
  useMediaSession(state)
  useReadAlong(state, isShown)
  useEffect(() => {
    document.documentElement.classList.add('has-player')
    return () => document.documentElement.classList.remove('has-player')
  }, [])
  if (!lesson) return null

  const title = `${lesson.number}. ${lesson.title}`
  return (
    <section className="player" aria-label="Player" onKeyDown={skipByKey}>
      <input
        type="range"
        className="player-place"
        aria-label="Place in the lesson"
        aria-valuetext={`${formatClock(timeMs)} of ${formatClock(lesson.durationMs)}`}
        min={0}
        max={lesson.durationMs}
        step={1000}
        value={Math.round(timeMs)}
        onChange={(event) => seek(Number(event.target.value))}
      />
      <div className="player-buttons">
        <button type="button" onClick={() => skip(-1)} aria-label="Back 15 seconds">
          <SkipIcon />
        </button>
        <button
          type="button"
          className="player-main"
          onClick={toggle}
          aria-label={isPlaying ? 'Pause' : 'Play'}
        >
          {isPlaying ? <PauseIcon size={22} /> : <PlayIcon size={22} />}
        </button>
        <button type="button" onClick={() => skip(1)} aria-label="Forward 15 seconds">
          <SkipIcon forward />
        </button>
      </div>
      <div className="player-title">
        {isShown ? <span>{title}</span> : <Link href={address as Route}>{title}</Link>}
        <span className="player-clock">
          {formatClock(timeMs)} / {formatClock(lesson.durationMs)}
        </span>
      </div>
      <div className="player-choices">
        {isShown && !isFollowing && (
          <button type="button" className="player-follow" onClick={() => setFollowing(true)}>
            Follow the voice
          </button>
        )}
        <RateChoice rate={state.rate} />
        <SleepChoice sleep={state.sleep} />
        <button type="button" onClick={close} aria-label="Close the player">
          <CloseIcon />
        </button>
      </div>
      {(problem || loading) && (
        <p role="status" className="player-problem">
          {problem || 'The next lesson is being opened.'}
        </p>
      )}
    </section>
  )
}
