import type { Route } from 'next'
import Link from 'next/link'
import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { PublicReview } from '#lib/data/reviews/list-reviews.ts'
import { certificateDay } from '#lib/domain/certificate.ts'
import { writerLabel } from '#lib/domain/reviews.ts'
import { ReviewText } from './review-text.tsx'
import { VoteForm } from './vote-form.tsx'

const found = (helpful: number) =>
  helpful === 1 ? '1 person found this helpful' : `${helpful} people found this helpful`

interface ReviewEntryProps {
  review: PublicReview
  courseSlug: string
  isSignedIn: boolean
}

/** One review: its rating, who says it with what standing, the words, and what was answered. */
export function ReviewEntry({ review, courseSlug, isSignedIn }: ReviewEntryProps) {
  const { id, rating, author, writtenAt, editedAt, answer, helpful, isMine } = review
  return (
    <li id={`review-${id}`} className="scroll-mt-8 border-t border-rule pt-4">
      <article>
        <ArenaMark
          cells={Array.from({ length: 5 }, (_, star) => ({ state: star < rating ? 'full' : 'virgin' }))}
          columns={5}
          tone="ink"
          label={`${rating} of 5`}
          className="h-4 w-auto"
        />
        <p className="mt-2 font-sans text-sm text-muted">
          <bdi className="font-medium wrap-anywhere text-ink">{author}</bdi>, {certificateDay(writtenAt)}
          {editedAt && certificateDay(editedAt) !== certificateDay(writtenAt) && (
            <>, changed {certificateDay(editedAt)}</>
          )}
        </p>
        <p className="mt-0.5 mb-2 font-sans text-sm text-muted">
          {writerLabel(review)}
          {review.isRefunded && (
            <>
              {' '}
              <Badge>Refunded</Badge>
              {!review.isCounted && ' before the first lesson was done: not counted'}
            </>
          )}
        </p>
        <ReviewText text={review.text} opening={review.opening} />
        <div className="mt-2 font-sans text-sm text-muted">
          {isMine ? (
            <p>
              This is yours: {/* Not a link to a lesson; it is there after a refund too. */}
              <Link href={`/learn/${courseSlug}/review` as Route} prefetch={false}>
                change or withdraw it
              </Link>
              {helpful > 0 && `. ${found(helpful)}.`}
            </p>
          ) : isSignedIn ? (
            <VoteForm id={id} author={author} isVoted={review.isVoted} helpful={helpful} />
          ) : (
            helpful > 0 && <p>{found(helpful)}</p>
          )}
        </div>
        {answer && (
          <div className="mt-3 border-l-2 border-rule-strong pl-4">
            <p className="font-sans text-sm text-muted">Our answer, {certificateDay(answer.at)}</p>
            <p dir="auto" className="mt-1 wrap-anywhere whitespace-pre-line">
              {answer.text}
            </p>
          </div>
        )}
      </article>
    </li>
  )
}
