import 'server-only'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { CompiledLesson } from '#lib/schemas/course.ts'
import { unsafeGetLesson } from '#lib/server/courses.ts'

export type LessonDenial = 'not_found' | 'sign_in_required' | 'no_access'

/**
 * The gate. Whether this session may read this lesson, and only then its text. Pages, quizzes, progress and every data route
 * of a lesson ask here and nowhere else. What the session may enter was read by the query that found it.
 */
export function findReadableLesson(
  session: Session | null,
  courseSlug: string,
  lessonSlug: string,
): { lesson: CompiledLesson } | { denied: LessonDenial } {
  const lesson = unsafeGetLesson(courseSlug, lessonSlug)
  if (!lesson) return { denied: 'not_found' }
  if (lesson.free || session?.courseSlugs.includes(courseSlug)) return { lesson }
  return { denied: session ? 'no_access' : 'sign_in_required' }
}

/** @throws not_found, sign_in_required, no_access */
export function findReadableLessonOrThrow(
  session: Session | null,
  courseSlug: string,
  lessonSlug: string,
): CompiledLesson {
  const found = findReadableLesson(session, courseSlug, lessonSlug)
  if ('denied' in found) throw new AppError(found.denied)
  return found.lesson
}
