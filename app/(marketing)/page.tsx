import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { inlineJson, structuredData } from '#components/site/structured-data.ts'
import { getAudioOffer } from '#lib/data/audio/get-audio-offer.ts'
import { isCryptoOffered } from '#lib/data/checkout/checkouts.ts'
import { getFeaturedCourse } from '#lib/data/course/get-featured-course.ts'
import { hasActiveEntitlement } from '#lib/data/orders/has-active-entitlement.ts'
import { listReviews } from '#lib/data/reviews/list-reviews.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { getSite } from '#lib/data/site/get-site.ts'
import { formatMinutes } from '#lib/domain/minutes.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { readReviewOrder } from '#lib/domain/reviews.ts'
import { shareImage } from '../share-image.ts'
import { About } from './_components/about.tsx'
import { BuyOrContinue } from './_components/buy-or-continue.tsx'
import { FieldsOfWork } from './_components/fields-of-work.tsx'
import { Hero } from './_components/hero.tsx'
import { Outline } from './_components/outline.tsx'
import { QuestionList } from './_components/question-list.tsx'
import { questionsAbout } from './_components/questions.ts'
import { Reviews } from './_components/reviews.tsx'
import { Section } from './_components/section.tsx'
import { sectionAddresses } from './_components/section-addresses.ts'
import { Skills } from './_components/skills.tsx'
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
        <About />
      </Section>

      <Section id="learn" title="What you will learn" address={at(1)}>
        <Skills />
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
        <QuestionList questions={questions} />
      </Section>

      <Section id="for-whom" title="Built for learners in" address={at(7)}>
        <FieldsOfWork />
      </Section>
    </>
  )
}
