import { type HeapSurvey, SURVEY_ARENA_WORDS } from '#simulator/index.ts'

/** Which of a survey's arenas has an index; -1 when that arena is not mapped. */
export function indexOfArena({ arenas }: HeapSurvey, index: number): number {
  for (let i = 0; i < arenas.length; i += SURVEY_ARENA_WORDS)
    if (arenas[i] === index) return i / SURVEY_ARENA_WORDS
  return -1
}

/** The word of the pool at a place of an arena; null when the arena is not mapped. */
export function wordOfPool(
  survey: HeapSurvey,
  poolsPerArena: number,
  arena: number,
  pool: number,
): number | null {
  const i = indexOfArena(survey, arena)
  return i < 0 ? null : (survey.pools[i * poolsPerArena + pool] ?? null)
}
