'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { deleteAccount } from '#lib/data/account/delete-account.ts'
import { clearedSessionCookie } from '#lib/data/sign-in/sign-out.ts'
import { signedInAction } from '#lib/data/site/actions.ts'
import { AppError } from '#lib/domain/errors.ts'
import { asForm, textField } from '#lib/domain/form-fields.ts'
import { deleteAccountSchema } from '#lib/schemas/delete-account.ts'

export interface DeleteFormState {
  /** What was typed, so that it stands in the field again. */
  email: string
  error?: string
}

const remove = signedInAction(deleteAccountSchema, async ({ email, proof, reviews }, { viewer }) => {
  if (email !== viewer.email) throw new AppError('other_address')
  await deleteAccount(viewer, proof, reviews)
  ;(await cookies()).set(clearedSessionCookie)
  redirect('/account-deleted')
})

/** Deletes the account of who is signed in, once they typed its address. */
export async function deleteAccountAction(
  _before: DeleteFormState,
  input: FormData,
): Promise<DeleteFormState> {
  const form = asForm(input)
  const result = await remove(form)
  const email = (textField(form, 'email') ?? '').slice(0, 300)
  return result.ok ? { email } : { email, error: result.fields?.email ?? result.message }
}
