import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { replayPart } from '#lib/domain/exercise/part-play.ts'
import { truthOf } from '#lib/domain/exercise/worlds.ts'
import { type CompiledCourse, pagesOf } from '#lib/schemas/course.ts'
import { type CompiledExercise, exerciseFileSchema } from '#lib/schemas/exercise.ts'
import { ContentError } from './content-error.ts'
import { readJson } from './sources.ts'

/** That its solution solves it and that it begins unsolved: an exercise that breaks this never reaches a reader. */
function checkSolutions(exercise: CompiledExercise, file: string): void {
  for (const part of exercise.parts) {
    const told = (error: unknown) => (error instanceof Error ? error.message : String(error))
    try {
      const truth = truthOf(part.world)
      if (replayPart(part, [], truth).verdict().solved)
        throw new Error('its goals hold before anything was done')
      const { goals } = replayPart(part, part.solution.steps, truth).verdict()
      const unmet = part.goals[goals.indexOf(false)]
      if (unmet) throw new Error(`its solution does not reach "${unmet.text}"`)
    } catch (error) {
      throw new ContentError(`part "${part.id}": ${told(error)}`, file)
    }
  }
}

/** Each exercise stands in the lesson that it names, once; a lesson names none that does not exist. */
function checkPlaces(exercises: CompiledExercise[], course: CompiledCourse, folder: string): void {
  for (const lesson of pagesOf(course)) {
    const shown = relative(process.cwd(), join(folder, 'lessons'))
    const placed = lesson.parts.flatMap((each) => (each.kind === 'exercise' ? [each.exerciseId] : []))
    for (const id of placed) {
      const exercise = exercises.find((known) => known.id === id)
      if (!exercise) throw new ContentError(`<Exercise id="${id}">: there is no exercises/${id}.json`, shown)
      if (exercise.lesson !== lesson.number)
        throw new ContentError(
          `"lesson" says ${exercise.lesson}, and it stands in lesson ${lesson.number}`,
          relative(process.cwd(), join(folder, 'exercises', `${id}.json`)),
        )
      if (placed.filter((other) => other === id).length > 1)
        throw new ContentError(`lesson ${lesson.number} has the exercise "${id}" twice`, shown)
    }
  }
  const placed = pagesOf(course).flatMap(({ parts }) => parts)
  for (const { id, lesson } of exercises)
    if (!placed.some((part) => part.kind === 'exercise' && part.exerciseId === id))
      throw new ContentError(
        `stands in no lesson: <Exercise id="${id}" /> is missing in lesson ${lesson}`,
        relative(process.cwd(), join(folder, 'exercises', `${id}.json`)),
      )
}

/** Reads and proves the exercises of a course's folder, by lesson. @throws ContentError naming the file and the place in it */
export function readExercises(folder: string): CompiledExercise[] {
  const exercisesFolder = join(folder, 'exercises')
  if (!existsSync(exercisesFolder)) return []
  const exercises = readdirSync(exercisesFolder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name): CompiledExercise => {
      const file = relative(process.cwd(), join(exercisesFolder, name))
      const id = name.slice(0, -'.json'.length)
      if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
        throw new ContentError('an exercise is named in lower case, such as fill-exactly-one.json', file)
      const exercise = { ...readJson(exerciseFileSchema, file), id }
      checkSolutions(exercise, file)
      return exercise
    })
  return exercises.toSorted((a, b) => a.lesson - b.lesson)
}

/** The exercises of a course that was compiled before. @throws ContentError */
export function compileExercises(folder: string, course: CompiledCourse): CompiledExercise[] {
  const exercises = readExercises(folder)
  checkPlaces(exercises, course, folder)
  return exercises
}
