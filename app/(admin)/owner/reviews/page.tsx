import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { Badge } from '#components/ui/badge.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { listOwnerReviews, type OwnerReview } from '#lib/data/reviews/list-owner-reviews.ts'
import { hideReasons } from '#lib/domain/reviews.ts'
import { OwnerPage } from '../_components/owner-page.tsx'
import { requireOwner } from '../_components/require-owner.ts'
import { RetryForm } from '../_components/retry-form.tsx'
import { AnswerForm, HideForm } from './_components/review-deeds.tsx'
import { showReviewAction } from './actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Reviews', robots: { index: false } }

function Entry({ review }: { review: OwnerReview }) {
  const { id, rating, author, writtenAt, editedAt, text, hideReason, answer } = review
  return (
    <li className="border-t border-rule-strong pt-4 first:border-t-0 first:pt-0">
      <h2 className="text-base font-semibold wrap-anywhere">
        {rating} of 5, by <bdi>{author}</bdi>{' '}
        {hideReason && <Badge tone="danger">Hidden: {hideReasons[hideReason]}</Badge>}
      </h2>
      <p className="mt-0.5 mb-3 text-sm text-muted">
        {review.courseTitle}, <Moment at={writtenAt.toISOString()} />
        {editedAt && (
          <>
            , changed <Moment at={editedAt.toISOString()} />
          </>
        )}
      </p>
      <p dir="auto" className="mb-3 overflow-clip wrap-anywhere whitespace-pre-line">
        {text}
      </p>
      {hideReason ? (
        <div className="border-t border-rule py-3">
          <RetryForm
            action={showReviewAction}
            fields={{ reviewId: id }}
            text="Show again"
            about={`the review by ${author}`}
          />
        </div>
      ) : (
        <>
          <AnswerForm id={id} answer={answer} key={`answer ${answer}`} />
          <HideForm id={id} />
        </>
      )}
    </li>
  )
}

/** Every review, to be answered, or hidden for a stated reason. There is no way to change one. */
export default async function OwnerReviewsPage({ searchParams }: PageProps<'/owner/reviews'>) {
  const viewer = await requireOwner()
  const asked = await searchParams
  const page = /^[1-9]\d{0,5}$/.test(String(asked.page)) ? Number(asked.page) : 1
  const { reviews, hasMore } = await listOwnerReviews(viewer, page)
  return (
    <OwnerPage room="/owner/reviews" title="Reviews" outcome={asked.outcome}>
      {reviews.length === 0 ? (
        <p className="text-muted">Nobody has written one yet.</p>
      ) : (
        <ul className="max-w-measure space-y-8">
          {reviews.map((review) => (
            <Entry key={review.id} review={review} />
          ))}
        </ul>
      )}
      {hasMore && (
        <p>
          <Link href={`/owner/reviews?page=${page + 1}` as Route} prefetch={false}>
            Older
          </Link>
        </p>
      )}
    </OwnerPage>
  )
}
