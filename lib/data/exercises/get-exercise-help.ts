import 'server-only'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { CompiledExercise } from '#lib/schemas/exercise.ts'
import { findOpenPartOrThrow } from './find-open-exercise.ts'

/** The nth hint, from 0. @throws not_found, sign_in_required, no_access */
export function getExerciseHint(
  session: Session | null,
  courseSlug: string,
  exerciseId: string,
  partId: string,
  index: number,
): string {
  const hint = findOpenPartOrThrow(session, courseSlug, exerciseId, partId).hints[index]
  if (hint === undefined) throw new AppError('not_found')
  return hint
}

/** The solution and its reasons, for who has solved the part or gives up. @throws not_found, sign_in_required, no_access */
export function getExerciseSolution(
  session: Session | null,
  courseSlug: string,
  exerciseId: string,
  partId: string,
): CompiledExercise['parts'][number]['solution'] {
  return findOpenPartOrThrow(session, courseSlug, exerciseId, partId).solution
}
