import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { NameForm } from '#components/certificate/name-form.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getCertificateForOwner } from '#lib/data/certificates/get-certificate-for-owner.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { certificateDay } from '#lib/domain/certificate.ts'
import { correctCertificateAction } from './actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Correct a certificate', robots: { index: false } }

/** Where the owner corrects a name after the graduate's own correction was used up. */
export default async function OwnerCertificatePage({ params }: PageProps<'/owner/certificates/[id]'>) {
  const [viewer, { id }] = await Promise.all([getViewer(), params])
  const certificate = viewer?.isOwner ? await getCertificateForOwner(viewer, id) : null
  if (!certificate) {
    noteRefusal(viewer?.isOwner ? 'not_found' : 'not_owner', {
      page: 'owner certificate',
      userId: viewer?.userId ?? null,
    })
    notFound()
  }
  const { name, email, corrections } = certificate
  return (
    <Page
      margin={
        <Link href={`/certificates/${id}` as Route} prefetch={false}>
          Its public page
        </Link>
      }
    >
      <PageHeader title="Correct a certificate" />
      <div className="max-w-measure space-y-10">
        <Facts
          rows={[
            ['Name', <bdi key="name">{name}</bdi>],
            ['Account', email],
            ['Issued', certificateDay(certificate.issuedAt)],
            ...corrections.map(({ formerName, correctedAt, byOwner }): [string, string] => [
              `Until ${certificateDay(correctedAt)}`,
              `${formerName} (corrected by ${byOwner ? 'the owner' : 'the graduate'})`,
            ]),
          ]}
        />
        <NameForm
          action={correctCertificateAction}
          fields={{ id }}
          name={name}
          label="Corrected name"
          warning="The link and the date stay; the page will say that the name was corrected by the issuer and when. PDFs from before no longer count. It stands in the audit."
          confirmText="Correct the name"
        />
      </div>
    </Page>
  )
}
