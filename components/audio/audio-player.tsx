'use client'

import { useRouter } from 'next/navigation'
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { PlaybackRate } from '#lib/domain/playback.ts'
import { attach, setUp } from './player.ts'
import { usePlayer } from './use-player.ts'

/** Loaded when somebody listens: reading does not pay for it. */
const PlayerBar = lazy(async () => ({ default: (await import('./player-bar.tsx')).PlayerBar }))

interface AudioPlayerProps {
  /** The listener's id; empty for somebody who is not signed in. */
  owner: string
  saveRateAction: (rate: PlaybackRate) => Promise<unknown>
}

/** Stands in the layout of the lessons, so that the voice goes on from one to the next. */
export function AudioPlayer({ owner, saveRateAction }: AudioPlayerProps) {
  const router = useRouter()
  const element = useRef<HTMLAudioElement>(null)
  const { lesson } = usePlayer()

  useEffect(() => (element.current ? attach(element.current) : undefined), [])
  useEffect(
    () =>
      setUp({
        owner,
        saveRate: (rate) => void saveRateAction(rate),
        goTo: (address) => router.push(address as never),
        refresh: () => router.refresh(),
      }),
    [owner, router, saveRateAction],
  )
  return (
    <>
      {/* The words stand on the page, marked as they are said. */}
      {/* biome-ignore lint/a11y/useMediaCaption: see above */}
      <audio ref={element} preload="auto" data-testid="voice" />
      {lesson && (
        <Suspense>
          <PlayerBar />
        </Suspense>
      )}
    </>
  )
}
