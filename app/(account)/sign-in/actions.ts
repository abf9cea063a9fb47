'use server'

import type { Route } from 'next'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { confirmSignIn } from '#lib/data/sign-in/confirm-sign-in.ts'
import { requestSignInLink } from '#lib/data/sign-in/request-sign-in-link.ts'
import { goToSignInProvider } from '#lib/data/sign-in/sign-in-providers.ts'
import { publicAction } from '#lib/data/site/actions.ts'
import { getClientNetwork } from '#lib/data/site/get-client-network.ts'
import { asForm, textField } from '#lib/domain/form-fields.ts'
import { safeReturnTo } from '#lib/domain/return-to.ts'
import { confirmationSchema, linkRequestSchema, oauthStartSchema } from '#lib/schemas/sign-in.ts'

export interface LinkFormState {
  /** What was typed, so that it stands in the field again. */
  email: string
  error?: string
}

const askForLink = publicAction(linkRequestSchema, async (request) => {
  await requestSignInLink({ ...request, clientNetwork: await getClientNetwork() })
  redirect(`/sign-in/check-mail?${new URLSearchParams(request)}`)
})

/** Has a sign-in link mailed; the answer is the same whether there is such an account or not. */
export async function requestLink(_before: LinkFormState, input: FormData): Promise<LinkFormState> {
  const form = asForm(input)
  const email = (textField(form, 'email') ?? '').slice(0, 300)
  const result = await askForLink(form)
  return result.ok ? { email } : { email, error: result.fields?.email ?? result.message }
}

const spendLink = publicAction(confirmationSchema, async ({ email, token, returnTo }, { viewer }) => {
  const cookie = await confirmSignIn({
    email,
    token,
    userAgent: (await headers()).get('user-agent'),
    formerSessionId: viewer?.sessionId ?? null,
  })
  ;(await cookies()).set(cookie)
  redirect(returnTo as Route)
})

/** Signs in by the mailed link: the press of the button spends it, opening the page does not. */
export async function confirmLink(input: FormData): Promise<void> {
  const form = asForm(input)
  const result = await spendLink(form)
  if (result.ok) return
  const back = new URLSearchParams({
    email: (textField(form, 'email') ?? '').slice(0, 300),
    returnTo: safeReturnTo(form.get('returnTo')),
  })
  if (result.logId) back.set('failed', result.logId)
  redirect(`/sign-in/confirm?${back}`)
}

const goToProvider = publicAction(oauthStartSchema, ({ provider, returnTo }) =>
  goToSignInProvider(provider, returnTo),
)

/** Sends the browser to Google or GitHub. */
export async function signInWith(form: FormData): Promise<void> {
  const result = await goToProvider(form)
  if (!result.ok) redirect('/sign-in?error=Configuration')
}
