import type { PlayableLesson, PlaybackRate } from '#lib/domain/playback.ts'

/** When playing stops by itself. */
export type SleepTimer =
  | { kind: 'off' }
  | { kind: 'lesson' }
  | { kind: 'minutes'; minutes: number; at: number }

export interface PlayerState {
  lesson: PlayableLesson | null
  /** What is asked for while it is loaded. */
  loading: string | null
  isPlaying: boolean
  timeMs: number
  rate: PlaybackRate
  sleep: SleepTimer
  /** Whether the page scrolls along. */
  isFollowing: boolean
  /** What went wrong, in a sentence; empty when nothing did. */
  problem: string
}

export const nothingPlayed: PlayerState = {
  lesson: null,
  loading: null,
  isPlaying: false,
  timeMs: 0,
  rate: 1,
  sleep: { kind: 'off' },
  isFollowing: true,
  problem: '',
}
