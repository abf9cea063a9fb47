import 'server-only'
import type { CourseOutline, GlossaryEntry } from '#lib/schemas/course.ts'
import { getCourseOutline, getGlossary as readGlossary } from '#lib/server/courses.ts'

/** The words of a course, by their letters; public. Null when there is no such course. */
export function getGlossary(courseSlug: string): { course: CourseOutline; entries: GlossaryEntry[] } | null {
  const course = getCourseOutline(courseSlug)
  if (!course) return null
  return { course, entries: readGlossary(courseSlug).toSorted((a, b) => a.term.localeCompare(b.term, 'en')) }
}
