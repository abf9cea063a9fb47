'use server'

import type { Route } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { NameFormState } from '#components/certificate/name-form.tsx'
import { printableName } from '#lib/data/certificates/certificate-name.ts'
import { correctCertificate } from '#lib/data/certificates/correct-certificate.ts'
import { issueCertificate } from '#lib/data/certificates/issue-certificate.ts'
import { previewCertificateName } from '#lib/data/certificates/preview-certificate-name.ts'
import { setCertificateVisibility } from '#lib/data/certificates/set-certificate-visibility.ts'
import { learnerAction, signedInAction } from '#lib/data/site/actions.ts'
import { asForm, textField } from '#lib/domain/form-fields.ts'
import {
  certificateVisibilitySchema,
  type NameFormInput,
  nameFormSchema,
  preferredLanguages,
} from '#lib/schemas/certificate-name.ts'

const courseSlug = z.string().max(200)
const deskOf = (slug: string) => `/learn/${slug}/certificate` as Route

async function printable({ name, language }: NameFormInput) {
  return printableName(
    name,
    language ? [language] : preferredLanguages((await headers()).get('accept-language')),
  )
}

const issue = learnerAction(nameFormSchema.extend({ courseSlug }), async (input, { viewer }) => {
  const name = await printable(input)
  if (input.intent === 'preview' || input.seen !== input.name) return previewCertificateName(name)
  await issueCertificate(viewer, input.courseSlug, name)
  redirect(deskOf(input.courseSlug))
})

const correct = learnerAction(nameFormSchema.extend({ courseSlug }), async (input, { viewer }) => {
  const name = await printable(input)
  if (input.intent === 'preview' || input.seen !== input.name) return previewCertificateName(name)
  await correctCertificate(viewer, input.courseSlug, name)
  redirect(deskOf(input.courseSlug))
})

async function submit(action: typeof issue, input: FormData): Promise<NameFormState> {
  const form = asForm(input)
  const result = await action(form)
  if (result.ok) return { name: result.data.name, preview: result.data }
  return {
    name: (textField(form, 'name') ?? '').slice(0, 400),
    error: result.fields?.name ?? result.message,
  }
}

/** Shows how a name will be printed, and, once it was shown, issues the certificate. */
export async function issueAction(_before: NameFormState, input: FormData): Promise<NameFormState> {
  return submit(issue, input)
}

/** The same for the one correction. */
export async function correctAction(_before: NameFormState, input: FormData): Promise<NameFormState> {
  return submit(correct, input)
}

const setVisibility = signedInAction(
  z.object({ courseSlug, visibility: certificateVisibilitySchema }),
  async ({ courseSlug: slug, visibility }, { viewer }) => {
    await setCertificateVisibility(viewer, slug, visibility)
    return slug
  },
)

/** Settles what others see; back on the page, which says so. */
export async function setVisibilityAction(input: FormData): Promise<void> {
  const result = await setVisibility(asForm(input))
  redirect(result.ok ? (`${deskOf(result.data)}?saved#visibility` as Route) : '/account')
}
