import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { CertificateSheet } from '#components/certificate/certificate-sheet.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getCertificate } from '#lib/data/get-certificate.ts'
import { noteRefusal } from '#lib/data/note-refusal.ts'
import { certificateDay } from '#lib/domain/certificate.ts'
import { errors } from '#lib/domain/errors.ts'

// A revocation shows at once: nothing of this page is kept anywhere.
export const dynamic = 'force-dynamic'

interface CertificatePageProps {
  params: Promise<{ id: string }>
}

const find = cache(getCertificate)

/** Nothing of a certificate that is kept private stands in a page's head either. */
export async function generateMetadata({ params }: CertificatePageProps): Promise<Metadata> {
  const certificate = await find((await params).id)
  if (!certificate) return {}
  const robots = { index: false }
  if ('isPrivate' in certificate)
    return { title: 'A certificate that is kept private', description: errors.kept_private.message, robots }
  const { name, courseTitle, issuedAt, revokedAt, url, issuer } = certificate
  const who = name ?? 'A graduate'
  const title = `${who}: ${revokedAt ? 'revoked certificate' : 'certificate'}`
  const description = revokedAt
    ? `This certificate was revoked on ${certificateDay(revokedAt)}.`
    : `${who} completed ${courseTitle} on ${certificateDay(issuedAt)}.`
  return {
    title,
    description,
    robots,
    alternates: { canonical: url },
    openGraph: { title, description, url, type: 'website', siteName: issuer },
  }
}

/** What an employer sees: everything on the paper, and whether it stands. */
export default async function CertificatePage({ params }: CertificatePageProps) {
  const certificate = await find((await params).id)
  if (!certificate) {
    noteRefusal('not_found', { page: 'certificate' })
    notFound()
  }
  if ('isPrivate' in certificate) return <Private />
  const { revokedAt, name } = certificate
  const checkedAt = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  return (
    <Page
      margin={
        <>
          <p>Certificate</p>
          <p className="mt-1 font-mono text-xs break-all">{certificate.id}</p>
        </>
      }
    >
      {revokedAt ? (
        <Notice tone="danger" title={`Revoked on ${certificateDay(revokedAt)}`} className="mb-6">
          <p>
            This certificate was issued here, and is no longer valid since that day. It proves nothing now.
          </p>
        </Notice>
      ) : (
        <Notice tone="ok" title="Valid" className="mb-6">
          <p>
            This certificate was issued here and stands. Checked in our records on{' '}
            {checkedAt.format(new Date())} UTC.
          </p>
        </Notice>
      )}
      <CertificateSheet certificate={certificate} heading="h1" />
      {!revokedAt && name !== null && (
        <p className="mt-6 flex flex-wrap gap-3">
          <LinkButton href={`/api/certificates/${certificate.id}/pdf`} kind="secondary" plain>
            Download the PDF (A4)
          </LinkButton>
          <LinkButton href={`/api/certificates/${certificate.id}/pdf?size=letter`} kind="secondary" plain>
            US Letter
          </LinkButton>
        </p>
      )}
    </Page>
  )
}

/** The link leads somewhere; that is all. */
function Private() {
  return (
    <Page>
      <PageHeader title="Kept private">
        <p>{errors.kept_private.message} Ask them to show it to you.</p>
      </PageHeader>
    </Page>
  )
}
