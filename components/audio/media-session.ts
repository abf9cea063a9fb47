'use client'

import { useEffect } from 'react'
import { play, seek, skip, toggle } from './player.ts'
import type { PlayerState } from './player-state.ts'

/** Shows the lesson on the lock screen, and hears the buttons there, on the keyboard and on the headphones. */
export function useMediaSession({ lesson, isPlaying, timeMs, rate }: PlayerState): void {
  useEffect(() => {
    const session = navigator.mediaSession
    if (!session || !lesson) return
    session.metadata = new MediaMetadata({
      title: `${lesson.number}. ${lesson.title}`,
      album: lesson.courseTitle,
      artist: 'Demystifying Python Memory',
      artwork: [{ src: '/cover.jpg', sizes: '1400x1400', type: 'image/jpeg' }],
    })
    const { next } = lesson
    const handlers: [MediaSessionAction, MediaSessionActionHandler | null][] = [
      ['play', toggle],
      ['pause', toggle],
      ['seekbackward', () => skip(-1)],
      ['seekforward', () => skip(1)],
      ['seekto', ({ seekTime }) => seekTime != null && seek(seekTime * 1000)],
      ['nexttrack', next ? () => void play(lesson.courseSlug, next.slug) : null],
    ]
    for (const [action, handler] of handlers) session.setActionHandler(action, handler)
    return () => {
      for (const [action] of handlers) session.setActionHandler(action, null)
      session.metadata = null
    }
  }, [lesson])

  useEffect(() => {
    const session = navigator.mediaSession
    if (!session || !lesson) return
    session.playbackState = isPlaying ? 'playing' : 'paused'
    session.setPositionState?.({
      duration: lesson.durationMs / 1000,
      position: Math.min(timeMs, lesson.durationMs) / 1000,
      playbackRate: rate,
    })
  }, [lesson, isPlaying, timeMs, rate])
}
