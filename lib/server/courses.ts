import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#lib/domain/errors.ts'
import {
  type Changelog,
  type CompiledCourse,
  type CompiledLesson,
  type CourseOutline,
  compiledCourseSchema,
  type GlossaryEntry,
  type LessonOutline,
  pagesOf,
} from '#lib/schemas/course.ts'
import { unsafeGetExercises } from './exercises.ts'
import { readOnChange } from './read-on-change.ts'

/** Written by `scripts/compile-content.ts`; read from disk so that no lesson's text is ever part of a bundle. */
const folder = join(/* turbopackIgnore: true */ process.cwd(), '.generated', 'content')

const readCourse = readOnChange((path) => compiledCourseSchema.parse(JSON.parse(readFileSync(path, 'utf8'))))

function slugs(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
}

/** The whole course with its text: for code that has already authorized. */
export function unsafeGetCourse(slug: string): CompiledCourse | null {
  return slugs().includes(slug) ? readCourse(join(folder, `${slug}.json`)) : null
}

/** A lesson with its text: for code that has already authorized. */
export function unsafeGetLesson(courseSlug: string, lessonSlug: string): CompiledLesson | null {
  const course = unsafeGetCourse(courseSlug)
  return (course && pagesOf(course).find((lesson) => lesson.slug === lessonSlug)) ?? null
}

const outlineOf = ({ slug, number, title, summary, minutes, free }: CompiledLesson): LessonOutline => ({
  slug,
  number,
  title,
  summary,
  minutes,
  free,
})

function toOutline(course: CompiledCourse): CourseOutline {
  const {
    glossary: _,
    pronunciation: __,
    changelog: ___,
    lessons,
    upcoming,
    capstone,
    ...definition
  } = course
  return {
    ...definition,
    lessons: lessons.map(outlineOf),
    upcoming: upcoming.map((lesson, index) => ({ ...lesson, number: lessons.length + index + 1 })),
    capstone: capstone && outlineOf(capstone),
    minutesOut: lessons.reduce((sum, lesson) => sum + lesson.minutes, 0),
    requiredExercises: unsafeGetExercises(definition.slug).filter(({ required }) => required).length,
  }
}

/** What anybody may know of a course; null when there is none of that name. */
export function getCourseOutline(slug: string): CourseOutline | null {
  const course = unsafeGetCourse(slug)
  return course && toOutline(course)
}

/** The words that a course explains; public. */
export function getGlossary(slug: string): GlossaryEntry[] {
  return unsafeGetCourse(slug)?.glossary ?? []
}

/** What changed from version to version, the newest first; public. */
export function getChangelog(slug: string): Changelog {
  return unsafeGetCourse(slug)?.changelog ?? []
}

/** @throws not_found */
export function getCourseOutlineOrThrow(slug: string): CourseOutline {
  const outline = getCourseOutline(slug)
  if (!outline) throw new AppError('not_found')
  return outline
}

export function listCourseOutlines(): CourseOutline[] {
  return slugs().map((slug) => getCourseOutlineOrThrow(slug))
}

/** The course that the front page sells: the first by folder name, and the only one so far. */
export function getFeaturedCourse(): CourseOutline {
  const [first] = listCourseOutlines()
  if (!first) throw new Error('There is no course: run `node scripts/compile-content.ts`.')
  return first
}
