'use server'

import type { Route } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { learnerAction } from '#lib/data/actions.ts'
import { printableName } from '#lib/data/certificate-name.ts'
import { issueCertificate } from '#lib/data/issue-certificate.ts'
import { type NamePreview, previewCertificateName } from '#lib/data/preview-certificate-name.ts'
import { asForm, textField } from '#lib/domain/form-fields.ts'
import {
  certificateNameSchema,
  hanLanguageSchema,
  preferredLanguages,
} from '#lib/schemas/certificate-name.ts'

export interface NameFormState {
  /** What was typed, so that it stands in the field again. */
  name: string
  error?: string
  /** How it will read; the certificate is issued only for a name that was seen so. */
  preview?: NamePreview
}

const input = z.object({
  courseSlug: z.string().max(200),
  name: certificateNameSchema,
  language: hanLanguageSchema.optional(),
  /** The name of which the preview was shown. */
  seen: z.string().max(4000).optional(),
  intent: z.enum(['preview', 'issue']).default('preview'),
})

const submit = learnerAction(input, async ({ courseSlug, name, language, seen, intent }, { viewer }) => {
  const languages = language ? [language] : preferredLanguages((await headers()).get('accept-language'))
  const printable = printableName(name, languages)
  if (intent === 'preview' || seen !== name) return previewCertificateName(printable)
  await issueCertificate(viewer, courseSlug, printable)
  redirect(`/learn/${courseSlug}/certificate` as Route)
})

/** Shows how a name will be printed, and, once it was shown, issues the certificate. */
export async function submitName(_before: NameFormState, input: FormData): Promise<NameFormState> {
  const form = asForm(input)
  const result = await submit(form)
  if (result.ok) return { name: result.data.name, preview: result.data }
  return {
    name: (textField(form, 'name') ?? '').slice(0, 400),
    error: result.fields?.name ?? result.message,
  }
}
