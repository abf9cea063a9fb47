import { CopyField } from '#components/certificate/copy-field.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import type { OwnCertificate } from '#lib/data/certificates/get-certificate-desk.ts'

/** LinkedIn's form, filled in; and since it has been seen to arrive empty, each of its fields to copy. */
export function LinkedIn({ linkedIn: { fields, addUrl } }: Pick<OwnCertificate, 'linkedIn'>) {
  const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })
  return (
    <section className="max-w-measure" aria-labelledby="linkedin">
      <h2 id="linkedin" className="mb-3 text-2xl">
        Add it to LinkedIn
      </h2>
      <p className="mb-4">
        <LinkButton href={addUrl} kind="secondary" plain target="_blank" rel="noopener noreferrer">
          Open LinkedIn’s form, filled in
        </LinkButton>
      </p>
      <p className="mb-4">LinkedIn sometimes leaves its form empty. These are its fields, to copy:</p>
      <CopyField label="Name" value={fields.name} />
      <CopyField label="Issuing organisation" value={fields.issuer} />
      <CopyField
        label="Issue date"
        value={`${month.format(new Date(Date.UTC(fields.issueYear, fields.issueMonth - 1)))} ${fields.issueYear}`}
      />
      <CopyField label="Credential ID" value={fields.credentialId} mono />
      <CopyField label="Credential URL" value={fields.credentialUrl} mono />
    </section>
  )
}
