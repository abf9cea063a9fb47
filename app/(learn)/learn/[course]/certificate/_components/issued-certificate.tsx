import { CertificateSheet } from '#components/certificate/certificate-sheet.tsx'
import { CopyField } from '#components/certificate/copy-field.tsx'
import { EmbedCode } from '#components/certificate/embed-code.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { OwnCertificate } from '#lib/data/certificates/get-certificate-desk.ts'
import { certificateDay } from '#lib/domain/certificate.ts'
import { LinkedIn } from './linkedin.tsx'
import { NameCorrection } from './name-correction.tsx'
import { VisibilityForm } from './visibility-form.tsx'

interface IssuedCertificateProps {
  own: OwnCertificate
  courseSlug: string
  /** What others see was settled just now. */
  isSaved: boolean
}

/** The certificate and what one can do with it. */
export function IssuedCertificate({ own, courseSlug, isSaved }: IssuedCertificateProps) {
  const { certificate, visibility, linkedIn } = own
  const { id, url, revokedAt } = certificate
  const visibilityForm = <VisibilityForm courseSlug={courseSlug} visibility={visibility} isSaved={isSaved} />
  if (revokedAt) {
    return (
      <div className="space-y-12">
        <section className="space-y-8">
          <Notice tone="danger" title={`Revoked on ${certificateDay(revokedAt)}`}>
            <p>
              It shows as revoked to everybody who opens its link. When this account holds the course again,
              it becomes valid again by itself.
            </p>
          </Notice>
          <CertificateSheet certificate={certificate} heading="h2" />
        </section>
        {visibilityForm}
      </div>
    )
  }
  const pdf = `/api/certificates/${id}/pdf`
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
          <LinkButton href={`/certificates/${id}/picture.png?own`} kind="secondary" plain>
            Picture (PNG)
          </LinkButton>
          <LinkButton href={`/certificates/${id}/badge.json?own`} kind="secondary" plain>
            Open Badge (JSON)
          </LinkButton>
          <LinkButton href={`/certificates/${id}`} kind="secondary">
            Open its public page
          </LinkButton>
        </p>
      </section>

      <section className="max-w-measure" aria-labelledby="share">
        <h2 id="share" className="mb-3 text-2xl">
          Show it
        </h2>
        <p className="mb-4">
          Nobody finds the certificate without its link, and search engines are told to leave it out. Its page
          says whether it is valid at that moment.
        </p>
        <CopyField label="Public link" value={url} mono />
        <EmbedCode certificate={certificate} />
      </section>

      {visibilityForm}
      <LinkedIn linkedIn={linkedIn} />
      <NameCorrection own={own} courseSlug={courseSlug} />
    </div>
  )
}
