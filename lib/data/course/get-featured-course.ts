import 'server-only'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { getFeaturedCourse as readFeaturedCourse } from '#lib/server/courses.ts'

/** The course that the front page sells, and that people mean who name none: outline and price, nothing of the text. Public. */
export function getFeaturedCourse(): CourseOutline {
  return readFeaturedCourse()
}
