import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { z } from 'zod'
import {
  type Changelog,
  type CompiledCourse,
  changelogSchema,
  compiledCourseSchema,
  courseDefinitionSchema,
  glossarySchema,
  pronunciationSchema,
} from '#lib/schemas/course.ts'
import { compileCapstone, compileLesson } from './compile-lesson.ts'
import { ContentError } from './content-error.ts'
import { readJson } from './sources.ts'

/** Folder and address of what comes after the last lesson. */
const capstoneSlug = 'capstone'

/** Words that stand in a lesson's place in an address (`/learn/<course>/…`). */
const reserved = ['certificate', 'changes', 'glossary', capstoneSlug]

function lessonFolders(lessonsFolder: string): { name: string; slug: string }[] {
  const shown = relative(process.cwd(), lessonsFolder)
  if (!existsSync(lessonsFolder)) throw new ContentError('is missing', shown)
  const names = readdirSync(lessonsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return names.map((name, index) => {
    const [, number, slug] = /^(\d\d)-([a-z0-9-]+)$/.exec(name) ?? []
    if (!number || !slug)
      throw new ContentError('a lesson folder is named NN-slug, such as 01-blocks', join(shown, name))
    if (Number(number) !== index + 1)
      throw new ContentError(
        `is lesson ${index + 1} by its place: the numbers have a gap or a double`,
        join(shown, name),
      )
    if (reserved.includes(slug))
      throw new ContentError(`"${slug}" is an address of its own`, join(shown, name))
    return { name, slug }
  })
}

/** What must hold over the whole course, so that a landing page promises nothing that is not so. */
function checkCourse(course: CompiledCourse, file: string): void {
  const all = [...course.lessons, ...course.upcoming]
  const minutes = all.reduce((sum, lesson) => sum + lesson.minutes, 0)
  if (minutes !== course.minutes)
    throw new ContentError(`"minutes" says ${course.minutes}, and the lessons add up to ${minutes}`, file)
  const inModules = course.modules.reduce((sum, module) => sum + module.lessons, 0)
  if (inModules !== all.length)
    throw new ContentError(`the modules hold ${inModules} lessons, and there are ${all.length}`, file)
  const slugs = course.lessons.map((lesson) => lesson.slug)
  const double = slugs.find((slug, index) => slugs.indexOf(slug) !== index)
  if (double) throw new ContentError(`two lessons are called "${double}"`, file)
}

/** A changelog begins with the version that the course has, and goes back from there. */
function checkChangelog(changelog: Changelog, version: string, file: string): void {
  if (changelog.length === 0) return
  const shown = relative(process.cwd(), file)
  const [newest] = changelog
  if (newest?.version !== version)
    throw new ContentError(`begins with ${newest?.version}, and course.json says ${version}`, shown)
  const order = (text: string) =>
    text
      .split('.')
      .map(Number)
      .reduce((year, number) => year * 10_000 + number)
  for (const [index, entry] of changelog.entries()) {
    const older = changelog[index + 1]
    if (older && (order(older.version) >= order(entry.version) || older.date > entry.date))
      throw new ContentError(`${older.version} stands below ${entry.version} and is not older`, shown)
  }
}

/** A list that a course may go without. */
function readList<S extends z.ZodArray>(folder: string, name: string, schema: S): z.infer<S> | [] {
  const file = join(folder, name)
  return existsSync(file) ? readJson(schema, relative(process.cwd(), file)) : []
}

/** Compiles one folder of `content/courses`. @throws ContentError naming the file and line */
export async function compileCourse(folder: string, slug: string): Promise<CompiledCourse> {
  const courseFile = relative(process.cwd(), join(folder, 'course.json'))
  const definition = readJson(courseDefinitionSchema, courseFile)
  const glossary = readList(folder, 'glossary.json', glossarySchema)
  const pronunciation = readList(folder, 'pronunciation.json', pronunciationSchema)
  const changelog = readList(folder, 'changelog.json', changelogSchema)
  checkChangelog(changelog, definition.version, join(folder, 'changelog.json'))
  const lessonsFolder = join(folder, 'lessons')
  const shared = { courseSlug: slug, evidenceFolder: join(folder, 'evidence'), glossary }
  const lessons = []
  for (const [index, { name, slug: lessonSlug }] of lessonFolders(lessonsFolder).entries()) {
    lessons.push(
      await compileLesson({
        folder: join(lessonsFolder, name),
        slug: lessonSlug,
        number: index + 1,
        ...shared,
      }),
    )
  }
  const capstoneFolder = join(folder, capstoneSlug)
  const number = lessons.length + definition.upcoming.length + 1
  const capstone = existsSync(capstoneFolder)
    ? await compileCapstone({ folder: capstoneFolder, slug: capstoneSlug, number, ...shared })
    : null
  const course = compiledCourseSchema.parse({
    ...definition,
    slug,
    glossary,
    pronunciation,
    changelog,
    lessons,
    capstone,
  })
  checkCourse(course, courseFile)
  return course
}
