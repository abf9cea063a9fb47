import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { HideReason } from '#lib/domain/reviews.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'

/** A review as the owner answers or hides it. */
export interface OwnerReview {
  id: string
  courseTitle: string
  rating: number
  text: string
  author: string
  writtenAt: Date
  editedAt: Date | null
  hideReason: HideReason | null
  answer: string | null
}

const pageLength = 50

/**
 * All reviews but those that were withdrawn, newest first.
 * @param page from 1
 * @throws not_owner
 */
export async function listOwnerReviews(
  viewer: Pick<Viewer, 'isOwner'>,
  page: number,
): Promise<{ reviews: OwnerReview[]; hasMore: boolean }> {
  if (!viewer.isOwner) throw new AppError('not_owner')
  const found = await db.review.findMany({
    where: { withdrawnAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    skip: (page - 1) * pageLength,
    take: pageLength + 1,
  })
  const reviews = found
    .slice(0, pageLength)
    .map(({ id, courseSlug, rating, text, displayName, createdAt, editedAt, hideReason, answer }) => ({
      id,
      courseTitle: getCourseOutline(courseSlug)?.title ?? courseSlug,
      rating,
      text,
      author: displayName || 'A learner',
      writtenAt: createdAt,
      editedAt,
      hideReason,
      answer,
    }))
  return { reviews, hasMore: found.length > pageLength }
}
