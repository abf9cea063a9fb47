'use server'

import { signedInAction } from '#lib/data/actions.ts'
import { savePlaybackRate } from '#lib/data/save-playback-rate.ts'
import { playbackRateSchema } from '#lib/schemas/playback.ts'

const save = signedInAction(playbackRateSchema, (rate, { viewer }) => savePlaybackRate(viewer.userId, rate))

/** Keeps the speed that a learner chose, for their other devices too. */
export async function savePlaybackRateAction(rate: unknown) {
  return save(rate)
}
