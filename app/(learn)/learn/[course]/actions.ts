'use server'

import { savePlaybackRate } from '#lib/data/audio/save-playback-rate.ts'
import { signedInAction } from '#lib/data/site/actions.ts'
import { playbackRateSchema } from '#lib/schemas/playback.ts'

const save = signedInAction(playbackRateSchema, (rate, { viewer }) => savePlaybackRate(viewer.userId, rate))

/** Keeps the speed that a learner chose, for their other devices too. */
export async function savePlaybackRateAction(rate: unknown) {
  return save(rate)
}
