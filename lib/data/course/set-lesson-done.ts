import 'server-only'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import { markDone } from '#lib/domain/progress.ts'
import { findReadableLessonOrThrow } from './find-readable-lesson.ts'
import { updateLessonProgress } from './update-lesson-progress.ts'

/**
 * The learner says that a lesson is done, or takes it back.
 * @throws sign_in_required, no_access, not_found
 */
export async function setLessonDone(
  session: Session | null,
  courseSlug: string,
  lessonSlug: string,
  done: boolean,
): Promise<void> {
  if (!session) throw new AppError('sign_in_required')
  findReadableLessonOrThrow(session, courseSlug, lessonSlug)
  const key = { userId: session.viewer.userId, courseSlug, lessonSlug }
  await updateLessonProgress(key, (known) => markDone(known, done, new Date()))
}
