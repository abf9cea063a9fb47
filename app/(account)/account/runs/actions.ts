'use server'

import { redirect } from 'next/navigation'
import { deletePlaygroundRun } from '#lib/data/playground/delete-playground-run.ts'
import { renamePlaygroundRun } from '#lib/data/playground/rename-playground-run.ts'
import { signedInAction } from '#lib/data/site/actions.ts'
import { renameRunSchema, runAddressSchema } from '#lib/schemas/playground-run.ts'

const rename = signedInAction(renameRunSchema, ({ id, title }, { viewer }) =>
  renamePlaygroundRun(viewer, id, title),
)

/** Gives one of the viewer's runs another name. */
export async function renameRunAction(form: FormData): Promise<void> {
  const result = await rename(form)
  redirect(`/account/runs?outcome=${result.ok ? 'renamed' : result.code}`)
}

const remove = signedInAction(runAddressSchema, ({ id }, { viewer }) => deletePlaygroundRun(viewer, id))

/** Deletes one of the viewer's runs. */
export async function deleteRunAction(form: FormData): Promise<void> {
  const result = await remove(form)
  redirect(`/account/runs?outcome=${result.ok ? 'deleted' : result.code}`)
}
