import { CertificateSheet } from '#components/certificate/certificate-sheet.tsx'
import { CopyField } from '#components/certificate/copy-field.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { CertificateDesk } from '#lib/data/get-certificate-desk.ts'
import { certificateDay } from '#lib/domain/certificate.ts'

type Issued = Extract<CertificateDesk, { state: 'issued' }>

/** The certificate and what one can do with it. */
export function IssuedCertificate({ certificate, linkedIn }: Pick<Issued, 'certificate' | 'linkedIn'>) {
  const pdf = `/api/certificates/${certificate.id}/pdf`
  if (certificate.revokedAt) {
    return (
      <div className="space-y-8">
        <Notice tone="danger" title={`Revoked on ${certificateDay(certificate.revokedAt)}`}>
          <p>
            It shows as revoked to everybody who opens its link. When this account holds the course again, it
            becomes valid again by itself.
          </p>
        </Notice>
        <CertificateSheet certificate={certificate} heading="h2" />
      </div>
    )
  }
  const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(certificate.issuedAt)
  return (
    <div className="space-y-12">
      <section className="space-y-4">
        <CertificateSheet certificate={certificate} heading="h2" />
        <p className="flex flex-wrap gap-3">
          <LinkButton href={pdf} plain>
            Download the PDF (A4)
          </LinkButton>
          <LinkButton href={`${pdf}?size=letter`} kind="secondary" plain>
            US Letter
          </LinkButton>
          <LinkButton href={`/certificates/${certificate.id}`} kind="quiet">
            Open its public page
          </LinkButton>
        </p>
      </section>

      <section className="max-w-measure" aria-labelledby="share">
        <h2 id="share" className="mb-3 text-2xl">
          Show it
        </h2>
        <p className="mb-4">
          Anyone who has this link sees your name, the course and the date, and that the certificate is valid.
          Nobody finds it without the link, and search engines are told to leave it out.
        </p>
        <CopyField label="Public link" value={certificate.url} mono />
      </section>

      <section className="max-w-measure" aria-labelledby="linkedin">
        <h2 id="linkedin" className="mb-3 text-2xl">
          Add it to LinkedIn
        </h2>
        <p className="mb-4">
          <LinkButton href={linkedIn.addUrl} kind="secondary" plain target="_blank" rel="noopener noreferrer">
            Open LinkedIn’s form, filled in
          </LinkButton>
        </p>
        <p className="mb-4">LinkedIn sometimes leaves its form empty. These are its fields, to copy:</p>
        <CopyField label="Name" value={linkedIn.fields.name} />
        <CopyField label="Issuing organisation" value={linkedIn.fields.issuer} />
        <CopyField label="Issue date" value={`${month} ${linkedIn.fields.issueYear}`} />
        <CopyField label="Credential ID" value={linkedIn.fields.credentialId} mono />
        <CopyField label="Credential URL" value={linkedIn.fields.credentialUrl} mono />
      </section>
    </div>
  )
}
