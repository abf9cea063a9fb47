import 'server-only'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import { pagesOf } from '#lib/schemas/course.ts'
import { getCourseOutlineOrThrow } from '#lib/server/courses.ts'
import { unsafeGetRecording } from '#lib/server/lesson-audio.ts'
import { type OpenRecording, toOpenRecording } from './open-recording.ts'

/**
 * Every recording of a course, for who holds it.
 * @throws not_found, sign_in_required, no_access
 */
export function listRecordings(
  session: Session | null,
  courseSlug: string,
): { title: string; recordings: OpenRecording[] } {
  const course = getCourseOutlineOrThrow(courseSlug)
  if (!session) throw new AppError('sign_in_required')
  if (!session.courseSlugs.includes(courseSlug)) throw new AppError('no_access')
  const recordings = pagesOf(course).flatMap((lesson): OpenRecording[] => {
    const recording = unsafeGetRecording(courseSlug, lesson.slug)
    return recording ? [toOpenRecording(lesson, recording)] : []
  })
  if (recordings.length === 0) throw new AppError('not_found', 'This course has no recordings yet.')
  return { title: course.title, recordings }
}
