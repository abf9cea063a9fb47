'use server'

import { z } from 'zod'
import { type CheckedPlay, checkExercise } from '#lib/data/exercises/check-exercise.ts'
import { getExerciseHint, getExerciseSolution } from '#lib/data/exercises/get-exercise-help.ts'
import { type OpenedExercise, openExercise } from '#lib/data/exercises/open-exercise.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import { type ActionResult, publicAction } from '#lib/data/site/actions.ts'
import { exerciseAddressSchema, exercisePlaySchema } from '#lib/schemas/exercise-play.ts'

const open = publicAction(exerciseAddressSchema, async ({ courseSlug, exerciseId }) =>
  openExercise(await getSession(), courseSlug, exerciseId),
)

/** What the player needs to begin. */
export async function openExerciseAction(input: unknown): Promise<ActionResult<OpenedExercise>> {
  return open(input)
}

const check = publicAction(exercisePlaySchema, async ({ courseSlug, exerciseId, partId, play }) =>
  checkExercise(await getSession(), courseSlug, exerciseId, partId, play),
)

/** Whether what was done solves the part; keeps it if so. */
export async function checkExerciseAction(input: unknown): Promise<ActionResult<CheckedPlay>> {
  return check(input)
}

const partAddressSchema = exercisePlaySchema.omit({ play: true })

const hint = publicAction(
  partAddressSchema.extend({ index: z.int().min(0).max(9) }),
  async ({ courseSlug, exerciseId, partId, index }) =>
    getExerciseHint(await getSession(), courseSlug, exerciseId, partId, index),
)

/** One hint. */
export async function exerciseHintAction(input: unknown): Promise<ActionResult<string>> {
  return hint(input)
}

const solution = publicAction(partAddressSchema, async ({ courseSlug, exerciseId, partId }) =>
  getExerciseSolution(await getSession(), courseSlug, exerciseId, partId),
)

/** The sample solution, asked for after solving or giving up. */
export async function exerciseSolutionAction(
  input: unknown,
): Promise<ActionResult<{ steps: string[]; because: string }>> {
  return solution(input)
}
