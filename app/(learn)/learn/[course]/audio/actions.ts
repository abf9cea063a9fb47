'use server'

import { revalidatePath } from 'next/cache'
import { renewPodcastAddress } from '#lib/data/audio/podcast-address.ts'
import { learnerAction } from '#lib/data/site/actions.ts'
import { asForm } from '#lib/domain/form-fields.ts'
import { courseAddressSchema } from '#lib/schemas/playback.ts'

const renew = learnerAction(courseAddressSchema, async ({ courseSlug }, { viewer }) => {
  await renewPodcastAddress(viewer.userId, courseSlug)
  return { courseSlug }
})

/** Makes the address of the learner's podcast feed, or replaces it. */
export async function renewPodcastAction(_: unknown, input: FormData) {
  const result = await renew(asForm(input))
  if (result.ok) revalidatePath(`/learn/${result.data.courseSlug}/audio`)
  return result
}
