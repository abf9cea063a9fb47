/**
 * The script that a voice reads, sentence by sentence: the element, the sentence as it is written, and as it is said.
 *
 *     npm run -s narration                        words and minutes of each lesson
 *     npm run -s narration -- 5                   one lesson, by number or name
 *     npm run -s narration -- 5 --json            the same as data: the sentences of lib/domain/narration
 *     npm run -s narration -- --course <slug> …   where there is more than one
 */
import { parseArgs } from 'node:util'
import { narrationOf, wordsPerMinute } from '#lib/domain/narration/narration.ts'
import { type CompiledCourse, pagesOf } from '#lib/schemas/course.ts'
import { compileContent } from './build.ts'
import { readCompiledCourse } from './narration/course.ts'

const minutes = (words: number) => (words / wordsPerMinute).toFixed(1)

function listLessons(course: CompiledCourse): void {
  const line = (number: number | '', name: string, words: number, slot: number) =>
    console.log(
      `${String(number).padStart(2)}  ${name.padEnd(40)} ${String(words).padStart(5)} words, ${slot === 0 ? 'not timed' : `${minutes(words).padStart(4)} of ${slot} minutes`}`,
    )
  for (const page of pagesOf(course)) line(page.number, page.slug, page.words, page.minutes)
  const words = course.lessons.reduce((sum, lesson) => sum + lesson.words, 0)
  line('', 'all lessons', words, course.minutes)
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { course: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  await compileContent()
  const course = readCompiledCourse(values.course)
  const [name] = positionals
  if (name === undefined) return listLessons(course)
  const lesson = pagesOf(course).find(({ slug, number }) => slug === name || number === Number(name))
  if (!lesson)
    throw new RangeError(`There is no lesson "${name}": 1 to ${pagesOf(course).length}, or its name`)
  const sentences = narrationOf(lesson, course.pronunciation)
  if (values.json) return console.log(JSON.stringify(sentences, null, 2))
  for (const { id, kind, text, spoken } of sentences)
    console.log(`#${id} (${kind})\n    ${text}\n  = ${spoken}`)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof RangeError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
