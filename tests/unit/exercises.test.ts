/** Every exercise of every course: solvable by its solution, not solved from the start, and not by accident. */
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Part } from '#lib/domain/exercise/definition.ts'
import { PartPlay, replayPart } from '#lib/domain/exercise/part-play.ts'
import { parseStep } from '#lib/domain/exercise/play-text.ts'
import { truthOf } from '#lib/domain/exercise/worlds.ts'
import { readExercises } from '#scripts/content/compile-exercises.ts'
import { playsByAccident, playsOf } from '#scripts/content/random-play.ts'

const parts = readdirSync('content/courses').flatMap((course) =>
  readExercises(`content/courses/${course}`).flatMap(({ lesson, id, parts: its }) =>
    its.map((part: Part) => ({ name: `lesson ${lesson}, ${id}/${part.id}`, part })),
  ),
)

/** At most this share of them may solve it. */
const MOST_BY_ACCIDENT = 0.01

describe.each(parts)('$name', ({ part }) => {
  test('is not solved by its start', () => {
    expect(new PartPlay(part, truthOf(part.world)).verdict().solved).toBe(false)
  })

  test('is solved by its solution, with all that goes beyond, within its limits', () => {
    const play = replayPart(part, part.solution.steps, truthOf(part.world))
    expect(play.verdict()).toEqual({
      goals: part.goals.map(() => true),
      extras: part.extras.map(() => true),
      solved: true,
    })
    for (const state of play.allocator?.world.states ?? [])
      expect(play.allocator?.heap(state).invariantFaults()).toEqual([])
  })

  test('needs the last step of its solution', () => {
    expect(replayPart(part, part.solution.steps.slice(0, -1), truthOf(part.world)).verdict().solved).toBe(
      false,
    )
  })

  test('reveals the truth: the answers of its solution are what the engine does', () => {
    for (const question of part.questions) {
      if (question.reveals === undefined) continue
      const play = replayPart(part, part.solution.steps, truthOf(part.world))
      play.allocator?.take(parseStep(question.reveals))
      expect(play.allocator?.results.at(-1)).toBe(play.answers.get(question.id))
    }
  })

  test('is not solved by accident', { timeout: 60_000 }, () => {
    const plays = playsOf(part, 200)
    let solved = 0
    for (let seed = 0; seed < plays; seed++) if (playsByAccident(part, seed)) solved++
    expect(solved / plays).toBeLessThanOrEqual(MOST_BY_ACCIDENT)
  })
})
