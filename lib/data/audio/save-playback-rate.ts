import 'server-only'
import type { PlaybackRate } from '#lib/domain/playback.ts'
import { db } from '#lib/server/db.ts'

/** Keeps how fast a learner listens. */
export async function savePlaybackRate(userId: string, playbackRate: PlaybackRate): Promise<void> {
  await db.user.update({ where: { id: userId }, data: { playbackRate } })
}
