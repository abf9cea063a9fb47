import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TranscriptSheet } from '#components/certificate/transcript-sheet.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { findSharedTranscript } from '#lib/data/certificates/get-transcript.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { certificateDay } from '#lib/domain/certificate.ts'

// A link that was taken back leads nowhere at once: nothing of this page is kept anywhere.
export const dynamic = 'force-dynamic'
export const metadata: Metadata = {
  title: 'Transcript',
  robots: { index: false },
}

/** A learner's transcript, for whom they gave the link. */
export default async function SharedTranscriptPage({ params }: PageProps<'/transcripts/[id]'>) {
  const transcript = await findSharedTranscript((await params).id)
  if (!transcript) {
    noteRefusal('not_found', { page: 'transcript' })
    notFound()
  }
  return (
    <Page>
      <PageHeader title="Transcript">
        <p>
          As our records say on {certificateDay(new Date())}; shown by the learner, who can take this link
          back.
        </p>
      </PageHeader>
      <TranscriptSheet transcript={transcript} />
    </Page>
  )
}
