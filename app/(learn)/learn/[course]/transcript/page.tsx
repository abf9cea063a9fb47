import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { CopyField } from '#components/certificate/copy-field.tsx'
import { TranscriptSheet } from '#components/certificate/transcript-sheet.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { getOwnTranscript } from '#lib/data/certificates/get-transcript.ts'
import { getViewerOrSignIn } from '#lib/data/sign-in/get-viewer-or-sign-in.ts'
import { getSite } from '#lib/data/site/get-site.ts'
import { shareTranscriptAction, unshareTranscriptAction } from './actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Your transcript', robots: { index: false } }

/** What the learner did when; for them alone, and for whom they give the link. */
export default async function TranscriptPage({ params }: PageProps<'/learn/[course]/transcript'>) {
  const { course } = await params
  const viewer = await getViewerOrSignIn(`/learn/${course}/transcript`)
  const transcript = await getOwnTranscript(viewer.userId, course)
  if (!transcript) notFound()
  const { linkId } = transcript
  return (
    <Page
      margin={
        <Link href={`/learn/${course}` as Route} prefetch={false}>
          The lessons
        </Link>
      }
    >
      <PageHeader title="Your transcript">
        <p>What you did when. Only you see it, unless you make a link.</p>
      </PageHeader>
      <div className="space-y-10">
        <TranscriptSheet transcript={transcript} />
        <section className="max-w-measure" aria-labelledby="share">
          <h2 id="share" className="mb-3 text-2xl">
            Show it to somebody
          </h2>
          {linkId ? (
            <>
              <p className="mb-4">
                Who has this link sees what stands above, as it is at that moment, until you take the link
                back.
              </p>
              <CopyField
                label="Link to the transcript"
                value={`${getSite().url}/transcripts/${linkId}`}
                mono
              />
              <form action={unshareTranscriptAction} className="mt-4">
                <input type="hidden" name="courseSlug" value={course} />
                <SubmitButton kind="danger" pendingText="One moment …">
                  Take the link back
                </SubmitButton>
              </form>
            </>
          ) : (
            <>
              <p className="mb-4">
                A link that nobody can guess shows what stands above. Your e-mail address is not on it; your
                name is while your certificate shows it. You can take the link back at any time.
              </p>
              <form action={shareTranscriptAction}>
                <input type="hidden" name="courseSlug" value={course} />
                <SubmitButton kind="secondary" pendingText="One moment …">
                  Make a link
                </SubmitButton>
              </form>
            </>
          )}
        </section>
      </div>
    </Page>
  )
}
