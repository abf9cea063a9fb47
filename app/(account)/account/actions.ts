'use server'

import { revalidatePath } from 'next/cache'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { renameUser } from '#lib/data/account/rename-user.ts'
import { endOtherSessions, endSession } from '#lib/data/sign-in/end-session.ts'
import { signOut } from '#lib/data/sign-in/sign-out.ts'
import { signedInAction } from '#lib/data/site/actions.ts'
import { asForm, textField } from '#lib/domain/form-fields.ts'
import { profileSchema } from '#lib/schemas/profile.ts'

export interface NameFormState {
  /** What was typed, so that it stands in the field again. */
  name: string
  error?: string
  saved?: boolean
}

const rename = signedInAction(profileSchema, async ({ name }, { viewer }) => {
  await renameUser(viewer, name)
  revalidatePath('/account')
  return name ?? ''
})

/** Keeps how the viewer wants to be addressed. */
export async function saveName(_before: NameFormState, input: FormData): Promise<NameFormState> {
  const form = asForm(input)
  const result = await rename(form)
  if (result.ok) return { name: result.data, saved: true }
  return {
    name: (textField(form, 'name') ?? '').slice(0, 200),
    error: result.fields?.name ?? result.message,
  }
}

const signOutHere = signedInAction(z.object({}), async (_input, { viewer }) => {
  ;(await cookies()).set(await signOut(viewer))
})

/** Signs this device out. */
export async function signOutAction(): Promise<void> {
  await signOutHere({})
  redirect('/')
}

const endOne = signedInAction(z.object({ sessionId: z.uuid() }), ({ sessionId }, { viewer }) =>
  endSession(viewer, sessionId),
)

/** Signs one other device out. */
export async function endSessionAction(form: FormData): Promise<void> {
  const result = await endOne(form)
  redirect(`/account/sessions?outcome=${result.ok ? 'ended' : result.code}`)
}

const endOthers = signedInAction(z.object({}), (_input, { viewer }) => endOtherSessions(viewer))

/** Signs all other devices out. */
export async function endOtherSessionsAction(): Promise<void> {
  const result = await endOthers({})
  redirect(`/account/sessions?outcome=${result.ok ? 'ended' : result.code}`)
}
