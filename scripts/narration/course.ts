/** The compiled course that a narration script is asked for. */
import { readdirSync, readFileSync } from 'node:fs'
import { type CompiledCourse, compiledCourseSchema } from '#lib/schemas/course.ts'

const folder = '.generated/content'

/** @throws RangeError naming the courses that there are */
export function readCompiledCourse(slug: string | undefined): CompiledCourse {
  const known = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
  const wanted = slug ?? known[0]
  if (wanted === undefined || !known.includes(wanted) || (slug === undefined && known.length > 1))
    throw new RangeError(`Which course? --course ${known.join(' or --course ')}`)
  return compiledCourseSchema.parse(JSON.parse(readFileSync(`${folder}/${wanted}.json`, 'utf8')))
}
