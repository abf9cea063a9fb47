import 'server-only'
import { findReadableLessonOrThrow } from '#lib/data/course/find-readable-lesson.ts'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import { pagesOf } from '#lib/schemas/course.ts'
import type { CompiledExercise } from '#lib/schemas/exercise.ts'
import { unsafeGetCourse } from '#lib/server/courses.ts'
import { unsafeGetExercises } from '#lib/server/exercises.ts'

/** An exercise is open to whoever may read its lesson: the lesson's gate decides. @throws not_found, sign_in_required, no_access */
export function findOpenExerciseOrThrow(
  session: Session | null,
  courseSlug: string,
  exerciseId: string,
): CompiledExercise {
  const exercise = unsafeGetExercises(courseSlug).find(({ id }) => id === exerciseId)
  const course = unsafeGetCourse(courseSlug)
  const lesson = course && pagesOf(course).find(({ number }) => number === exercise?.lesson)
  if (!exercise || !lesson) throw new AppError('not_found')
  findReadableLessonOrThrow(session, courseSlug, lesson.slug)
  return exercise
}

/** @throws as above, and not_found for a part that there is not */
export function findOpenPartOrThrow(
  session: Session | null,
  courseSlug: string,
  exerciseId: string,
  partId: string,
): CompiledExercise['parts'][number] {
  const exercise = findOpenExerciseOrThrow(session, courseSlug, exerciseId)
  const part = exercise.parts.find(({ id }) => id === partId)
  if (!part) throw new AppError('not_found')
  return part
}
