import type { Route } from 'next'
import Link from 'next/link'
import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import type { ReviewList } from '#lib/data/reviews/list-reviews.ts'
import { hideReasons, type ReviewOrder, reviewOrders } from '#lib/domain/reviews.ts'
import { ReviewEntry } from './review-entry.tsx'
import { ReviewSummary } from './review-summary.tsx'

interface ReviewsProps {
  list: ReviewList
  order: ReviewOrder
  /** The address of this page with its reviews in that order. */
  orderHref: (order: ReviewOrder) => string
  courseSlug: string
  isSignedIn: boolean
}

function Hidden({ hidden }: Pick<ReviewList, 'hidden'>) {
  const count = hidden.reduce((sum, group) => sum + group.count, 0)
  if (count === 0) return null
  return (
    <p className="mt-6 max-w-measure font-sans text-sm text-muted">
      {count === 1 ? '1 review is' : `${count} reviews are`} hidden by us, because of:{' '}
      {hidden.map(({ reason, count: some }) => `${hideReasons[reason]} (${some})`).join(', ')}.
    </p>
  )
}

/** What learners said, or that nobody has yet. */
export function Reviews({ list, order, orderHref, courseSlug, isSignedIn }: ReviewsProps) {
  const { summary, reviews, hidden } = list
  if (summary.shown === 0) {
    return (
      <>
        <div className="flex max-w-measure items-center gap-5">
          <ArenaMark
            cells={Array.from({ length: 5 }, () => ({ state: 'virgin' }))}
            columns={5}
            className="h-6 w-auto shrink-0"
          />
          <p className="text-muted">No reviews yet: be the first to share your experience</p>
        </div>
        <Hidden hidden={hidden} />
      </>
    )
  }
  return (
    <>
      <ReviewSummary summary={summary} />
      {summary.shown > 1 && (
        <nav aria-label="Order of the reviews" className="mt-5 flex gap-x-5 font-sans text-base">
          {Object.entries(reviewOrders).map(([name, label]) => (
            <Link
              key={name}
              href={orderHref(name as ReviewOrder) as Route}
              prefetch={false}
              className="inline-flex min-h-11 items-center aria-[current]:text-ink aria-[current]:no-underline"
              {...(name === order && { 'aria-current': 'true' as const })}
            >
              {label}
            </Link>
          ))}
        </nav>
      )}
      <ul className="mt-4 max-w-measure space-y-8">
        {reviews.map((review) => (
          <ReviewEntry key={review.id} review={review} courseSlug={courseSlug} isSignedIn={isSignedIn} />
        ))}
      </ul>
      <Hidden hidden={hidden} />
    </>
  )
}
