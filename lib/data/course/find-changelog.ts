import 'server-only'
import type { Changelog, CourseOutline } from '#lib/schemas/course.ts'
import { getChangelog, getCourseOutline } from '#lib/server/courses.ts'

/** What changed in a course, newest first; public. Null when there is no such course. */
export function findChangelog(courseSlug: string): { course: CourseOutline; changelog: Changelog } | null {
  const course = getCourseOutline(courseSlug)
  return course && { course, changelog: getChangelog(courseSlug) }
}
