import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import type { ReviewInput } from '#lib/schemas/review.ts'
import { getCourseOutlineOrThrow } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { consumeRateLimit } from '#lib/server/rate-limit.ts'
import { readReviewStanding } from './review-standing.ts'

/**
 * Writes the viewer's one review of a course, or writes it anew. What it says of the writer (paid for, so many per cent done) is
 * what holds now. One that is hidden stays hidden.
 * @throws review_not_yours for who never held the course, and for the owner; rate_limited, not_found
 */
export async function writeReview(
  { userId, isOwner }: Viewer,
  { courseSlug, rating, text, displayName }: ReviewInput,
  now = new Date(),
): Promise<void> {
  const course = getCourseOutlineOrThrow(courseSlug)
  const standing = isOwner ? null : await readReviewStanding(db, userId, course)
  if (!standing) throw new AppError('review_not_yours')
  await consumeRateLimit('review-writing', userId)
  const { isPaidFor, percentDone, lessonsDone } = standing
  const said = { rating, text, displayName, isPaidFor, percentDone, lessonsDone }
  // One statement (Prisma writes it as ON CONFLICT): two tabs that write the first one at once end with one review.
  await db.review.upsert({
    where: { userId_courseSlug: { userId, courseSlug } },
    create: { userId, courseSlug, ...said, createdAt: now },
    update: { ...said, editedAt: now, withdrawnAt: null },
  })
}
