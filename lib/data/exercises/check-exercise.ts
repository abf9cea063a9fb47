import 'server-only'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import { PlayRefusal } from '#lib/domain/exercise/allocator-play.ts'
import { MAX_PLAY_LINES, MAX_PLAY_REQUESTS } from '#lib/domain/exercise/definition.ts'
import { replayPart, type Verdict } from '#lib/domain/exercise/part-play.ts'
import { joinParts, PlayError, splitParts } from '#lib/domain/exercise/play-text.ts'
import { truthOf } from '#lib/domain/exercise/worlds.ts'
import type { CompiledExercise } from '#lib/schemas/exercise.ts'
import { db } from '#lib/server/db.ts'
import { findOpenExerciseOrThrow } from './find-open-exercise.ts'

export interface CheckedPlay {
  verdict: Verdict
  /** Kept in the account. */
  saved: boolean
  /** Every part that counts is solved, and kept. */
  exerciseSolved: boolean
}

function judge(part: CompiledExercise['parts'][number], lines: string[]): Verdict {
  try {
    return replayPart(part, lines, truthOf(part.world), MAX_PLAY_REQUESTS).verdict()
  } catch (error) {
    if (error instanceof PlayError || error instanceof PlayRefusal)
      throw new AppError('bad_input', error.message)
    throw error
  }
}

/**
 * Plays what the learner did again, from the start, and decides whether it solves the part; a solved one is kept for who is
 * signed in. Nothing that the browser believes counts.
 * @throws bad_input for steps that cannot be taken, not_found, sign_in_required, no_access
 */
export async function checkExercise(
  session: Session | null,
  courseSlug: string,
  exerciseId: string,
  partId: string,
  play: string,
): Promise<CheckedPlay> {
  const exercise = findOpenExerciseOrThrow(session, courseSlug, exerciseId)
  const part = exercise.parts.find(({ id }) => id === partId)
  if (!part) throw new AppError('not_found')
  const lines = play.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  if (lines.length > MAX_PLAY_LINES) throw new AppError('too_large')
  const verdict = judge(part, lines)
  if (!session || !verdict.solved) return { verdict, saved: false, exerciseSolved: false }
  const exerciseSolved = await keep(session.viewer.userId, courseSlug, exercise, partId, lines)
  return { verdict, saved: true, exerciseSolved }
}

/** Adds a solved part to what is kept. Two tabs take turns, so that neither loses the other's part. */
async function keep(
  userId: string,
  courseSlug: string,
  exercise: CompiledExercise,
  partId: string,
  lines: string[],
): Promise<boolean> {
  const key = { userId, courseSlug, exerciseId: exercise.id }
  return db.$transaction(async (tx) => {
    const lock = `exercise ${userId} ${courseSlug} ${exercise.id}`
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`
    const known = await tx.exerciseResult.findUnique({ where: { userId_courseSlug_exerciseId: key } })
    const parts = splitParts(known?.trace ?? '')
    parts.set(partId, lines)
    const solved = exercise.parts.every(({ id, optional }) => optional || parts.has(id))
    const solvedAt = known?.solvedAt ?? (solved ? new Date() : null)
    const trace = joinParts(parts)
    await tx.exerciseResult.upsert({
      where: { userId_courseSlug_exerciseId: key },
      create: { ...key, trace, solvedAt },
      update: { trace, solvedAt },
    })
    return solvedAt !== null
  })
}
