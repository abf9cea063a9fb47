import type { PublicExercise } from '#lib/domain/exercise/definition.ts'
import type { Verdict } from '#lib/domain/exercise/part-play.ts'

type Result<T> = { ok: true; data: T } | { ok: false; message: string }

interface ExerciseAddress {
  courseSlug: string
  exerciseId: string
}

export interface PartAddress extends ExerciseAddress {
  partId: string
}

/** What an exercise asks of the server. */
export interface ExerciseActions {
  open: (
    address: ExerciseAddress,
  ) => Promise<Result<{ exercise: PublicExercise; plays: Record<string, string[]> }>>
  check: (
    play: PartAddress & { play: string },
  ) => Promise<Result<{ verdict: Verdict; saved: boolean; exerciseSolved: boolean }>>
  hint: (wanted: PartAddress & { index: number }) => Promise<Result<string>>
  solution: (wanted: PartAddress) => Promise<Result<{ steps: string[]; because: string }>>
}
