import type { ReviewSummary as Summary } from '#lib/domain/reviews.ts'

const width = 100

/** The average, its number, and how the ratings spread. */
export function ReviewSummary({ summary: { shown, count, average, spread } }: { summary: Summary }) {
  return (
    <div className="font-sans text-base">
      <p>
        {average === null ? (
          'No rating counts yet'
        ) : (
          <>
            <strong className="text-2xl font-semibold tabular-nums">{average.toFixed(1)}</strong> of 5, from{' '}
            {count} {count === 1 ? 'review' : 'reviews'}
          </>
        )}
        {shown > count && average !== null && `; ${shown - count} more not counted`}
      </p>
      {average !== null && (
        <ul className="mt-3 max-w-sm space-y-1 text-sm text-muted">
          {spread.map(({ rating, count: given }) => (
            <li key={rating} className="grid grid-cols-[3.5rem_minmax(0,1fr)_3rem] items-center gap-x-3">
              <span>{rating} of 5</span>
              <svg
                viewBox={`0 0 ${width} 4`}
                preserveAspectRatio="none"
                className="h-2 w-full"
                aria-hidden="true"
              >
                <rect width={width} height="4" className="fill-rule" />
                <rect width={(width * given) / count} height="4" className="fill-ink" />
              </svg>
              <span className="text-end tabular-nums">{given}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
