import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import type { ReviewList } from '#lib/data/list-reviews.ts'

const months = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** What learners said, or that nobody has yet. */
export function Reviews({ reviews, count, averageRating }: ReviewList) {
  if (count === 0) {
    return (
      <div className="flex max-w-measure items-center gap-5">
        <ArenaMark
          cells={Array.from({ length: 5 }, () => ({ state: 'virgin' }))}
          columns={5}
          className="h-6 w-auto shrink-0"
        />
        <p className="text-muted">No reviews yet: be the first to share your experience</p>
      </div>
    )
  }
  return (
    <>
      <p className="font-sans text-base text-muted">
        {averageRating?.toFixed(1)} of 5, from {count} {count === 1 ? 'learner' : 'learners'}
      </p>
      <ul className="mt-4 max-w-measure space-y-6">
        {reviews.map((review) => (
          <li key={review.id} className="border-t border-rule pt-4">
            <ArenaMark
              cells={Array.from({ length: 5 }, (_, star) => ({
                state: star < review.rating ? 'full' : 'virgin',
              }))}
              columns={5}
              tone="ink"
              label={`${review.rating} of 5`}
              className="h-4 w-auto"
            />
            <p className="mt-2 whitespace-pre-line">{review.text}</p>
            <p className="mt-1 font-sans text-sm text-muted">
              {review.author}, {months.format(review.writtenAt)}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
