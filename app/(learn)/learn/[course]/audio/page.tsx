import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { lengthOf } from '#components/audio/lesson-audio.tsx'
import { ListenButton } from '#components/audio/listen-button.tsx'
import { BuyCourse } from '#components/lesson/buy-course.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getAudioShelf } from '#lib/data/audio/get-audio-shelf.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { PodcastForm } from './_components/podcast-form.tsx'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = { title: 'Listen', robots: { index: false } }

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

/** Every recording of a course: here, as files, and in a podcast app. */
export default async function AudioPage({ params }: { params: Promise<{ course: string }> }) {
  const found = await getAudioShelf((await params).course)
  if (!found) notFound()
  const { course } = found
  const home = `/learn/${course.slug}`
  const margin = (
    <Link href={home as Route} prefetch={false}>
      All lessons
    </Link>
  )
  if ('denied' in found) {
    noteRefusal(found.denied, { page: 'audio' })
    return (
      <Page margin={margin}>
        <PageHeader title="Listen">
          The recordings are part of the course. Lesson 1 is free to hear.
        </PageHeader>
        <BuyCourse course={course} isSignedIn={found.denied === 'no_access'} returnTo={`${home}/audio`} />
      </Page>
    )
  }
  const { recordings, podcastAddress } = found
  const bytes = recordings.reduce((sum, recording) => sum + recording.bytes, 0)
  return (
    <Page margin={margin}>
      <PageHeader title="Listen">
        Every lesson read aloud. You go on where you stopped reading, and read on where you stopped listening.
      </PageHeader>
      <div className="space-y-12">
        {recordings.length === 0 && (
          <p>The recordings are being made. They will be here, at no extra cost.</p>
        )}
        {recordings.length > 0 && (
          <section aria-labelledby="podcast">
            <h2 id="podcast" className="mb-3 text-2xl">
              In your podcast app
            </h2>
            <p className="mb-4 max-w-measure">
              A private feed, with chapters and transcripts. Copy its address and add it in your app by “add
              by URL”. It is yours alone: whoever has the address hears the course. It ends with a refund.
            </p>
            <PodcastForm courseSlug={course.slug} address={podcastAddress} />
          </section>
        )}
        {recordings.length > 0 && (
          <section aria-labelledby="recordings">
            <h2 id="recordings" className="mb-3 text-2xl">
              The recordings
            </h2>
            <p className="mb-6">
              <LinkButton href={`/api/audio/${course.slug}/archive`} kind="secondary" size="small" plain>
                Download all ({megabytes(bytes)})
              </LinkButton>
            </p>
            <ol className="font-sans text-base">
              {recordings.map(({ lesson, durationMs, bytes: size }) => (
                <li
                  key={lesson.slug}
                  className="flex flex-wrap items-center gap-x-5 gap-y-2 border-t border-rule py-3"
                >
                  <Link
                    href={`${home}/${lesson.slug}` as Route}
                    prefetch={false}
                    className="min-w-0 flex-[1_1_16rem]"
                  >
                    {lesson.number}. {lesson.title}
                  </Link>
                  <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
                    <ListenButton
                      courseSlug={course.slug}
                      lessonSlug={lesson.slug}
                      length={lengthOf(durationMs)}
                    />
                    <a href={`/api/audio/${course.slug}/${lesson.slug}/download`}>
                      Download <span className="text-muted">{megabytes(size)}</span>
                    </a>
                    <a href={`/api/audio/${course.slug}/${lesson.slug}/transcript`}>Text</a>
                    <a href={`/api/audio/${course.slug}/${lesson.slug}/transcript?format=vtt`}>WebVTT</a>
                  </div>
                </li>
              ))}
            </ol>
          </section>
        )}
      </div>
    </Page>
  )
}
