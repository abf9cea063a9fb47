import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CompiledExercise, compiledExercisesSchema } from '#lib/schemas/exercise.ts'
import { readOnChange } from './read-on-change.ts'

/** Written by `scripts/compile-content.ts`, with solutions: read from disk, so that none is ever part of a bundle. */
const folder = join(process.cwd(), '.generated', 'content', 'exercises')

const readExercises = readOnChange((path) =>
  compiledExercisesSchema.parse(JSON.parse(readFileSync(path, 'utf8'))),
)

/** All exercises of a course, by lesson, with hints and solutions: for code that has already authorized. */
export function unsafeGetExercises(courseSlug: string): CompiledExercise[] {
  return readExercises(join(folder, `${courseSlug}.json`)) ?? []
}
