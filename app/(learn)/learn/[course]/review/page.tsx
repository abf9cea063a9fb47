import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { BuyCourse } from '#components/lesson/buy-course.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { getReviewDesk } from '#lib/data/reviews/get-review-desk.ts'
import { getViewerOrSignIn } from '#lib/data/sign-in/get-viewer-or-sign-in.ts'
import { type ErrorCode, errors } from '#lib/domain/errors.ts'
import { hideReasons, writerLabel } from '#lib/domain/reviews.ts'
import { ReviewForm } from './_components/review-form.tsx'
import { withdrawReviewAction } from './actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Your review', robots: { index: false } }

function Outcome({ code, href }: { code: string; href: Route }) {
  if (code === 'saved')
    return (
      <Notice tone="ok" live title="Saved" className="mb-6 max-w-measure">
        <p>
          Thank you. <Link href={href}>See it as others do</Link>
        </p>
      </Notice>
    )
  if (code === 'withdrawn')
    return (
      <Notice tone="ok" live title="Withdrawn" className="mb-6 max-w-measure">
        <p>Your words, your rating and your name are gone from the page.</p>
      </Notice>
    )
  if (!Object.hasOwn(errors, code)) return null
  return (
    <Notice tone="danger" live className="mb-6 max-w-measure">
      <p>{errors[code as ErrorCode].message}</p>
    </Notice>
  )
}

/** Where a learner writes, changes or withdraws their one review. */
export default async function ReviewPage({ params, searchParams }: PageProps<'/learn/[course]/review'>) {
  const { course: slug } = await params
  const path = `/learn/${slug}/review`
  const viewer = await getViewerOrSignIn(path)
  const [desk, { outcome }] = await Promise.all([getReviewDesk(viewer, slug), searchParams])
  if (!desk) notFound()
  const { course } = desk
  const home = (
    <Link href={`/learn/${slug}` as Route} prefetch={false}>
      The lessons
    </Link>
  )
  if (!desk.mayWrite)
    return (
      <Page margin={home}>
        <PageHeader title="Your review">
          <p>
            {desk.isOwner
              ? 'You run this shop: its reviews are written by those who took the course. You can answer them.'
              : 'A course is reviewed by those who hold it, or held it. This account never did.'}
          </p>
        </PageHeader>
        {desk.isOwner ? (
          <Link href={'/owner/reviews' as Route}>To the reviews</Link>
        ) : (
          <BuyCourse course={course} isSignedIn returnTo={path} />
        )}
      </Page>
    )
  const { review } = desk
  return (
    <Page margin={home}>
      <PageHeader kicker={course.title} title="Your review" />
      {typeof outcome === 'string' && (
        <Outcome
          code={outcome}
          href={`/reviews/${slug}${review && !review.hideReason ? `#review-${review.id}` : ''}` as Route}
        />
      )}
      {review?.hideReason && (
        <Notice tone="danger" title="Hidden" className="mb-6 max-w-measure">
          <p>
            We do not show this review, because of: {hideReasons[review.hideReason]}. Change it and write to
            us, and we will look at it again.
          </p>
        </Notice>
      )}
      <ReviewForm
        courseSlug={slug}
        written={
          review
            ? { rating: String(review.rating), text: review.text, displayName: review.displayName }
            : { rating: '', text: '', displayName: desk.firstName }
        }
        label={writerLabel(desk)}
        buttonText={review ? 'Save the changes' : 'Publish my review'}
      />
      {review && (
        <details className="mt-10 max-w-measure border-t border-rule pt-4 font-sans text-base">
          <summary className="min-h-11 cursor-pointer py-2">Withdraw my review</summary>
          <p className="mt-1 mb-4">
            Your words, your rating, your name, the votes and our answer go away, for good.
          </p>
          <form action={withdrawReviewAction}>
            <input type="hidden" name="courseSlug" value={slug} />
            <SubmitButton kind="danger" pendingText="Withdrawing …">
              Withdraw it for good
            </SubmitButton>
          </form>
        </details>
      )}
    </Page>
  )
}
