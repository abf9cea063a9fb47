import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'

/** What the viewer wrote of courses, held or given back, and did not withdraw. */
export interface MyReview {
  courseSlug: string
  courseTitle: string
  isHidden: boolean
}

export async function listMyReviews({ userId }: Viewer): Promise<MyReview[]> {
  const reviews = await db.review.findMany({
    where: { userId, withdrawnAt: null },
    orderBy: { createdAt: 'asc' },
    select: { courseSlug: true, hiddenAt: true },
  })
  return reviews.flatMap(({ courseSlug, hiddenAt }) => {
    const course = getCourseOutline(courseSlug)
    return course ? [{ courseSlug, courseTitle: course.title, isHidden: hiddenAt !== null }] : []
  })
}
