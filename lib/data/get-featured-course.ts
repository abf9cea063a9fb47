import 'server-only'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { getFeaturedCourse as readFeaturedCourse } from '#lib/server/courses.ts'

/** What the front page sells: outline and price, nothing of the text. Public. */
export function getFeaturedCourse(): CourseOutline {
  return readFeaturedCourse()
}
