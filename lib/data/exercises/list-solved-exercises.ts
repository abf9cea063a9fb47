import 'server-only'
import { db } from '#lib/server/db.ts'

/** The exercises of a course that a learner has solved. For the learner's own pages. */
export async function listSolvedExercises(userId: string, courseSlug: string): Promise<ReadonlySet<string>> {
  const solved = await db.exerciseResult.findMany({
    where: { userId, courseSlug, solvedAt: { not: null } },
    select: { exerciseId: true },
  })
  return new Set(solved.map(({ exerciseId }) => exerciseId))
}
