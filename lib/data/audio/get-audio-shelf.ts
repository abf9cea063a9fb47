import 'server-only'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import { type CourseOutline, type LessonOutline, pagesOf } from '#lib/schemas/course.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { unsafeGetRecording } from '#lib/server/lesson-audio.ts'
import { getPodcastAddress } from './podcast-address.ts'

/** What there is to hear of a course, for who holds it. */
export interface AudioShelf {
  course: CourseOutline
  recordings: { lesson: LessonOutline; durationMs: number; bytes: number }[]
  /** Null until the learner asks for one. */
  podcastAddress: string | null
}

/** The shelf, or the course and why not; null when there is no such course. */
export async function getAudioShelf(
  courseSlug: string,
): Promise<AudioShelf | { denied: 'sign_in_required' | 'no_access'; course: CourseOutline } | null> {
  const course = getCourseOutline(courseSlug)
  if (!course) return null
  const session = await getSession()
  if (!session) return { denied: 'sign_in_required', course }
  if (!session.courseSlugs.includes(courseSlug)) return { denied: 'no_access', course }
  return {
    course,
    recordings: pagesOf(course).flatMap((lesson) => {
      const recording = unsafeGetRecording(courseSlug, lesson.slug)
      return recording
        ? [{ lesson, durationMs: recording.audio.durationMs, bytes: recording.audio.bytes }]
        : []
    }),
    podcastAddress: await getPodcastAddress(session.viewer.userId, courseSlug),
  }
}
