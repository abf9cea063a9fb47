import 'server-only'
import { type ExerciseOutline, toExerciseOutline } from '#lib/domain/exercise/definition.ts'
import type { CompiledLesson } from '#lib/schemas/course.ts'
import { unsafeGetExercises } from '#lib/server/exercises.ts'

/** The exercises that stand in a lesson which the caller may read. */
export function listLessonExercises(
  courseSlug: string,
  lesson: Pick<CompiledLesson, 'parts'>,
): Record<string, ExerciseOutline> {
  const placed = new Set(lesson.parts.flatMap((part) => (part.kind === 'exercise' ? [part.exerciseId] : [])))
  if (placed.size === 0) return {}
  const exercises = unsafeGetExercises(courseSlug).filter(({ id }) => placed.has(id))
  return Object.fromEntries(exercises.map((exercise) => [exercise.id, toExerciseOutline(exercise)]))
}
