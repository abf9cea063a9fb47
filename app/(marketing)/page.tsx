import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { inlineJson, structuredData } from '#components/site/structured-data.ts'
import { isCryptoOffered } from '#lib/data/checkouts.ts'
import { getAudioOffer } from '#lib/data/get-audio-offer.ts'
import { getFeaturedCourse } from '#lib/data/get-featured-course.ts'
import { getSite } from '#lib/data/get-site.ts'
import { getViewer } from '#lib/data/get-viewer.ts'
import { hasActiveEntitlement } from '#lib/data/has-active-entitlement.ts'
import { listReviews } from '#lib/data/list-reviews.ts'
import { formatMinutes } from '#lib/domain/minutes.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { readReviewOrder } from '#lib/domain/reviews.ts'
import { shareImage } from '../share-image.ts'
import { BuyOrContinue } from './_components/buy-or-continue.tsx'
import { Hero } from './_components/hero.tsx'
import { Outline } from './_components/outline.tsx'
import { questionsAbout } from './_components/questions.ts'
import { Reviews } from './_components/reviews.tsx'
import { Section } from './_components/section.tsx'
import { sectionAddresses } from './_components/section-addresses.ts'
import { WhatYouGet } from './_components/what-you-get.tsx'

export function generateMetadata(): Metadata {
  const { title, tagline } = getFeaturedCourse()
  return {
    title: { absolute: title },
    description: `${tagline}.`,
    alternates: { canonical: '/' },
    openGraph: {
      type: 'website',
      url: '/',
      siteName: 'Demystifying Python Memory',
      title,
      description: tagline,
      images: [shareImage],
    },
    twitter: { card: 'summary_large_image', title, description: tagline, images: [shareImage] },
  }
}

const skills = [
  <>
    <strong>Foundational architecture</strong>: blocks, pools, arenas, and the addresses they live at.
  </>,
  <>
    <strong>How PyMalloc allocates and deallocates</strong>: every path that a request can take, step by step.
  </>,
  <>
    <strong>Memory state changes</strong> and the structure of the <code>usable_arenas</code> doubly linked
    list, which decides who serves next.
  </>,
  <>
    <strong>Finding leaks</strong> with modern profiling tools, and telling a leak from fragmentation, a cache
    or a cycle.
  </>,
  <>
    <strong>Best practices in high-concurrency applications</strong>: many processes, many threads, many
    interpreters.
  </>,
]

const fields = 'Tech, Design, Finance, Marketing, Healthcare, Education, Hospitality, Manufacturing'.split(
  ', ',
)

/** How many reviews the front page shows; the rest has a page of its own. */
const reviewsHere = 6

export default async function LandingPage({ searchParams }: PageProps<'/'>) {
  const course = getFeaturedCourse()
  const [viewer, asked] = await Promise.all([getViewer(), searchParams])
  const order = readReviewOrder(asked.reviews)
  const [owned, reviews] = await Promise.all([
    viewer ? hasActiveEntitlement(viewer.userId, course.slug) : false,
    listReviews(course.slug, viewer?.userId ?? null, { order, pageSize: reviewsHere }),
  ])
  const questions = questionsAbout(course, isCryptoOffered())
  const addresses = sectionAddresses(8)
  const at = (section: number) => addresses[section] ?? ''
  const lessonCount = course.lessons.length + course.upcoming.length
  const data = structuredData({ siteUrl: getSite().url, course, questions, reviews })

  return (
    <>
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: inlineJson(data) }} />
      <Hero course={course} owned={owned} />

      <Section id="about" title="About" address={at(0)}>
        <div className="prose">
          <p>
            A Python service grows from 200 MB to 2 GB and never comes back down. You delete the objects, and
            nothing changes. Between your code and the operating system stands CPython's own allocator,
            PyMalloc: it takes memory by the arena, cuts it into pools, and hands it out in blocks. What it
            does with the pieces decides what your process costs.
          </p>
          <p>
            This course opens that machine. You follow single requests through it, address by address, in a
            simulator that is checked against the real allocator operation by operation. Then you take what
            you know to the tools: which number to believe, which one misleads, and what to change.
          </p>
        </div>
      </Section>

      <Section id="learn" title="What you will learn" address={at(1)}>
        <ol className="max-w-measure">
          {skills.map((skill, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
              key={index}
              className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-2 border-t border-rule py-3"
            >
              <span className="pt-1 font-mono text-sm text-muted" aria-hidden="true">
                {index + 1}
              </span>
              <span>{skill}</span>
            </li>
          ))}
        </ol>
      </Section>

      <Section
        id="outline"
        title="Outline"
        address={at(2)}
        note={
          <>
            {lessonCount} lessons
            <br />
            {formatMinutes(course.minutes)}
          </>
        }
      >
        <div className="max-w-[44rem]">
          {course.upcoming.length > 0 && (
            <p className="mb-8 max-w-measure">
              {course.lessons.length} of {lessonCount} lessons can be read today (
              {formatMinutes(course.minutesOut)} of {formatMinutes(course.minutes)}). The others are being
              written; whoever has the course gets each of them as it comes out.
            </p>
          )}
          <Outline course={course} owned={owned} />
        </div>
      </Section>

      <Section id="get" title="What you get" address={at(3)}>
        <WhatYouGet course={course} audio={getAudioOffer(course.slug)} />
      </Section>

      <Section id="price" title="Price" address={at(4)}>
        <p className="text-5xl font-semibold tracking-tight tabular-nums">
          {formatMoney(course.price.amountInCents, course.price.currency)}
        </p>
        <p className="mt-2 mb-6 max-w-measure">
          Paid once, by card{isCryptoOffered() && ' or with crypto'}, and {course.refundDays} days to take it
          back. No subscription; all you need to buy is an <span className="whitespace-nowrap">e-mail</span>{' '}
          address.
          {course.upcoming.length > 0 && ' The lessons that are still being written are in the price.'}
        </p>
        <BuyOrContinue course={course} owned={owned} withFreeLesson />
      </Section>

      <Section id="reviews" title="Reviews" address={at(5)}>
        <Reviews
          list={reviews}
          order={order}
          orderHref={(of) => `/?reviews=${of}#reviews`}
          courseSlug={course.slug}
          isSignedIn={viewer !== null}
        />
        {reviews.summary.shown > 0 && (
          <p className="mt-6 font-sans text-base">
            <Link href={`/reviews/${course.slug}` as Route} prefetch={false}>
              {reviews.summary.shown > reviewsHere
                ? `All ${reviews.summary.shown} reviews`
                : 'How reviews come about'}
            </Link>
          </p>
        )}
      </Section>

      <Section id="questions" title="Questions and answers" address={at(6)}>
        <div className="max-w-measure border-b border-rule">
          {questions.map(({ question, answer }) => (
            <details key={question} className="group border-t border-rule">
              <summary className="flex min-h-12 items-center justify-between gap-4 py-2 font-semibold">
                {question}
                <span aria-hidden="true" className="font-mono text-muted group-open:hidden">
                  +
                </span>
                <span aria-hidden="true" className="hidden font-mono text-muted group-open:inline">
                  −
                </span>
              </summary>
              <p className="pb-4">{answer}</p>
            </details>
          ))}
        </div>
      </Section>

      <Section id="for-whom" title="Built for learners in" address={at(7)}>
        <ul className="flex max-w-measure flex-wrap gap-x-1">
          {fields.map((field, index) => (
            <li key={field}>
              {field}
              {index < fields.length - 1 && <span className="text-muted"> ·</span>}
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
