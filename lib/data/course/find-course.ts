import 'server-only'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { getCourseOutline } from '#lib/server/courses.ts'

/** What anybody may know of a course; null when there is none of that name. */
export function findCourse(slug: string): CourseOutline | null {
  return getCourseOutline(slug)
}
