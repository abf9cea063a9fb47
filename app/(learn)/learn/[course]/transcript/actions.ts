'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { shareTranscript, unshareTranscript } from '#lib/data/certificates/share-transcript.ts'
import { signedInAction } from '#lib/data/site/actions.ts'
import { asForm } from '#lib/domain/form-fields.ts'

const input = z.object({ courseSlug: z.string().max(200) })

const share = signedInAction(input, async ({ courseSlug }, { viewer }) => {
  await shareTranscript(viewer, courseSlug)
  return courseSlug
})

const unshare = signedInAction(input, async ({ courseSlug }, { viewer }) => {
  await unshareTranscript(viewer, courseSlug)
  return courseSlug
})

async function run(action: typeof share, form: FormData): Promise<void> {
  const result = await action(asForm(form))
  if (!result.ok) redirect('/account')
  revalidatePath(`/learn/${result.data}/transcript`)
}

/** Makes the link that shows the transcript. */
export async function shareTranscriptAction(form: FormData): Promise<void> {
  await run(share, form)
}

/** Takes it back. */
export async function unshareTranscriptAction(form: FormData): Promise<void> {
  await run(unshare, form)
}
