import 'server-only'
import { firstNameOf, type HideReason } from '#lib/domain/reviews.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { readReviewStanding } from './review-standing.ts'

/** Where the viewer stands with their review of a course. */
export type ReviewDesk = { course: CourseOutline } & (
  | { mayWrite: false; isOwner: boolean }
  | {
      mayWrite: true
      /** What the review will say of them. */
      isPaidFor: boolean
      percentDone: number
      /** The name to begin with. */
      firstName: string
      review: {
        id: string
        rating: number
        text: string
        displayName: string
        hideReason: HideReason | null
      } | null
    }
)

/** Null when there is no such course. */
export async function getReviewDesk(
  { userId, name, isOwner }: Viewer,
  courseSlug: string,
): Promise<ReviewDesk | null> {
  const course = getCourseOutline(courseSlug)
  if (!course) return null
  const standing = isOwner ? null : await readReviewStanding(db, userId, course)
  if (!standing) return { course, mayWrite: false, isOwner }
  const review = await db.review.findUnique({
    where: { userId_courseSlug: { userId, courseSlug }, withdrawnAt: null },
    select: { id: true, rating: true, text: true, displayName: true, hideReason: true },
  })
  const { isPaidFor, percentDone } = standing
  return { course, mayWrite: true, isPaidFor, percentDone, firstName: firstNameOf(name), review }
}
