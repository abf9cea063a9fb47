import 'server-only'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import type { PublicExercise } from '#lib/domain/exercise/definition.ts'
import { splitParts } from '#lib/domain/exercise/play-text.ts'
import { toPublicExercise } from '#lib/domain/exercise/worlds.ts'
import { db } from '#lib/server/db.ts'
import { findOpenExerciseOrThrow } from './find-open-exercise.ts'

export interface OpenedExercise {
  exercise: PublicExercise
  /** What this learner solved parts with, line by line; empty for a visitor. */
  plays: Record<string, string[]>
}

/** What a player needs: everything but hints and solutions. @throws not_found, sign_in_required, no_access */
export async function openExercise(
  session: Session | null,
  courseSlug: string,
  exerciseId: string,
): Promise<OpenedExercise> {
  const exercise = findOpenExerciseOrThrow(session, courseSlug, exerciseId)
  const kept =
    session &&
    (await db.exerciseResult.findUnique({
      where: {
        userId_courseSlug_exerciseId: { userId: session.viewer.userId, courseSlug, exerciseId },
      },
      select: { trace: true },
    }))
  return {
    exercise: toPublicExercise(exercise),
    plays: kept ? Object.fromEntries(splitParts(kept.trace)) : {},
  }
}
