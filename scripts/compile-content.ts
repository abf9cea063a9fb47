/**
 * Lessons as HTML: `content/courses/<slug>/` → `.generated/content/<slug>.json`, in the form of `compiledCourseSchema`;
 * exercises, proven to be solvable: → `.generated/content/exercises/<slug>.json`, as `compiledExercisesSchema`.
 * Run with tsx, since drawings are React components. A file whose content would be the same is left alone.
 *
 *     tsx scripts/compile-content.ts [--content content] [--out .generated/content]
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compileCourse } from './content/compile-course.ts'
import { compileExercises } from './content/compile-exercises.ts'
import { ContentError } from './content/content-error.ts'

const { values } = parseArgs({
  options: {
    content: { type: 'string', default: 'content' },
    out: { type: 'string', default: '.generated/content' },
  },
})
const coursesFolder = resolve(values.content, 'courses')
const outFolder = resolve(values.out)

/** Renamed into place, so that a server that reads meanwhile never sees half a file. */
function writeIfChanged(path: string, text: string): boolean {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return false
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
  return true
}

async function compileAll(): Promise<void> {
  mkdirSync(join(outFolder, 'exercises'), { recursive: true })
  const slugs = readdirSync(coursesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  for (const slug of slugs) {
    const course = await compileCourse(join(coursesFolder, slug), slug)
    const exercises = compileExercises(join(coursesFolder, slug), course)
    const changed = writeIfChanged(join(outFolder, `${slug}.json`), JSON.stringify(course))
    writeIfChanged(join(outFolder, 'exercises', `${slug}.json`), JSON.stringify(exercises))
    const words = course.lessons.map((lesson) => `${lesson.number}: ${lesson.words} words`).join(', ')
    console.log(`${slug} ${changed ? 'written' : 'unchanged'} (${words})`)
  }
  for (const written of [outFolder, join(outFolder, 'exercises')])
    for (const name of readdirSync(written))
      if (name.endsWith('.json') && !slugs.includes(name.slice(0, -'.json'.length)))
        rmSync(join(written, name))
}

try {
  await compileAll()
} catch (error) {
  if (!(error instanceof ContentError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
