'use server'

import type { Route } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { NameFormState } from '#components/certificate/name-form.tsx'
import { printableName } from '#lib/data/certificates/certificate-name.ts'
import { unsafeCorrectCertificate } from '#lib/data/certificates/correct-certificate.ts'
import { previewCertificateName } from '#lib/data/certificates/preview-certificate-name.ts'
import { ownerAction } from '#lib/data/site/actions.ts'
import { asForm, textField } from '#lib/domain/form-fields.ts'
import { certificateIdSchema, nameFormSchema, preferredLanguages } from '#lib/schemas/certificate-name.ts'

const correct = ownerAction(nameFormSchema.extend({ id: certificateIdSchema }), async (input, { viewer }) => {
  const { id, name, language, seen, intent } = input
  const printable = printableName(
    name,
    language ? [language] : preferredLanguages((await headers()).get('accept-language')),
  )
  if (intent === 'preview' || seen !== name) return previewCertificateName(printable)
  await unsafeCorrectCertificate(viewer, id, printable)
  redirect(`/certificates/${id}` as Route)
})

/** Shows how the name will be printed, and, once it was shown, corrects it. */
export async function correctCertificateAction(
  _before: NameFormState,
  input: FormData,
): Promise<NameFormState> {
  const form = asForm(input)
  const result = await correct(form)
  if (result.ok) return { name: result.data.name, preview: result.data }
  return {
    name: (textField(form, 'name') ?? '').slice(0, 400),
    error: result.fields?.name ?? result.message,
  }
}
