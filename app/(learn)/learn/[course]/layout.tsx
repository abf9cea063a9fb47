import type { ReactNode } from 'react'
import { AudioPlayer } from '#components/audio/audio-player.tsx'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import { savePlaybackRateAction } from './actions.ts'

/** Holds the player, so that the voice goes on while one goes from lesson to lesson. */
export default async function CourseLayout({ children }: { children: ReactNode }) {
  const session = await getSession()
  return (
    <>
      {children}
      <AudioPlayer owner={session?.viewer.userId ?? ''} saveRateAction={savePlaybackRateAction} />
    </>
  )
}
