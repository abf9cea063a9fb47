'use client'

import { type PlaybackRate, playbackRates, toPlaybackRate } from '#lib/domain/playback.ts'
import { setRate, setSleep } from './player.ts'
import type { SleepTimer } from './player-state.ts'

export function RateChoice({ rate }: { rate: PlaybackRate }) {
  return (
    <label>
      <span className="sr-only">Speed</span>
      <select value={rate} onChange={(event) => setRate(toPlaybackRate(Number(event.target.value)))}>
        {playbackRates.map((value) => (
          <option key={value} value={value}>
            {value} ×
          </option>
        ))}
      </select>
    </label>
  )
}

const sleepMinutes = [5, 10, 15, 30, 45]

function toSleep(value: string): SleepTimer {
  if (value === 'off' || value === 'lesson') return { kind: value }
  const minutes = Number(value)
  return { kind: 'minutes', minutes, at: Date.now() + minutes * 60_000 }
}

export function SleepChoice({ sleep }: { sleep: SleepTimer }) {
  return (
    <label>
      <span className="sr-only">Sleep timer</span>
      <select
        value={sleep.kind === 'minutes' ? sleep.minutes : sleep.kind}
        onChange={(event) => setSleep(toSleep(event.target.value))}
      >
        <option value="off">No sleep timer</option>
        {sleepMinutes.map((minutes) => (
          <option key={minutes} value={minutes}>
            Stop in {minutes} min
          </option>
        ))}
        <option value="lesson">Stop after this lesson</option>
      </select>
    </label>
  )
}
