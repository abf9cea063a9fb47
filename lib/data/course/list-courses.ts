import 'server-only'
import { listCourseOutlines } from '#lib/server/courses.ts'

/** What anybody may know of the courses that there are: their names. Public. */
export function listCourses(): { slug: string; title: string }[] {
  return listCourseOutlines().map(({ slug, title }) => ({ slug, title }))
}
