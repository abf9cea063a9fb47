import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { CertificateSheet } from '#components/certificate/certificate-sheet.tsx'
import { EmbedCode } from '#components/certificate/embed-code.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getCertificate } from '#lib/data/certificates/get-certificate.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { certificateDay, pictureAddress } from '#lib/domain/certificate.ts'
import { errors } from '#lib/domain/errors.ts'
import { CheckFile } from './_components/check-file.tsx'

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
    return {
      title: 'A certificate that is kept private',
      description: errors.kept_private.message,
      robots,
      openGraph: { images: [] },
    }
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
    openGraph: {
      title,
      description,
      url,
      type: 'website',
      siteName: issuer,
      images: [{ url: pictureAddress(url), width: 1200, height: 630, alt: title }],
    },
    twitter: { card: 'summary_large_image' },
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
  const { id, revokedAt, name } = certificate
  const correctedAt = certificate.corrections.at(-1)?.correctedAt
  const viewer = await getViewer()
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
          {viewer?.isOwner && (
            <p className="mt-3">
              <Link href={`/owner/certificates/${id}` as Route} prefetch={false}>
                Correct the name
              </Link>
            </p>
          )}
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
      <div className="mt-12 max-w-measure space-y-12">
        {!revokedAt && <Downloads id={id} hasPdf={name !== null} />}
        {name !== null && (
          <section aria-labelledby="check">
            <h2 id="check" className="mb-3 text-2xl">
              Is a PDF that you were given the real one?
            </h2>
            <CheckFile
              hashes={certificate.fileHashes}
              isRevoked={revokedAt !== null}
              correctedOn={correctedAt ? certificateDay(correctedAt) : null}
            />
          </section>
        )}
        {!revokedAt && <EmbedCode certificate={certificate} />}
      </div>
    </Page>
  )
}

/** The certificate in the forms that are carried elsewhere. */
function Downloads({ id, hasPdf }: { id: string; hasPdf: boolean }) {
  return (
    <section aria-labelledby="files">
      <h2 id="files" className="mb-3 text-2xl">
        To keep
      </h2>
      <p className="flex flex-wrap gap-3">
        {hasPdf && (
          <>
            <LinkButton href={`/api/certificates/${id}/pdf`} kind="secondary" plain>
              PDF (A4)
            </LinkButton>
            <LinkButton href={`/api/certificates/${id}/pdf?size=letter`} kind="secondary" plain>
              PDF (US Letter)
            </LinkButton>
          </>
        )}
        <LinkButton href={`/certificates/${id}/picture.png`} kind="secondary" plain>
          Picture (PNG)
        </LinkButton>
        <LinkButton href={`/certificates/${id}/badge.json`} kind="secondary" plain>
          Open Badge (JSON)
        </LinkButton>
      </p>
      <p className="mt-3 font-sans text-sm text-muted">
        The badge is signed and also stands in the picture: any verifier of Open Badges 3.0 can check it, and
        sees when it is revoked.
      </p>
    </section>
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
