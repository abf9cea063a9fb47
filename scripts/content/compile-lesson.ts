import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { evaluate } from '@mdx-js/mdx'
import { createElement } from 'react'
import * as runtime from 'react/jsx-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import remarkGfm from 'remark-gfm'
import type { z } from 'zod'
import { countWords, wordsPerMinute } from '#lib/domain/narration/narration.ts'
import {
  type CompiledLesson,
  capstoneFrontMatterSchema,
  type GlossaryEntry,
  lessonFrontMatterSchema,
  quizSchema,
} from '#lib/schemas/course.ts'
import { toBlocks } from './blocks.ts'
import { lessonComponents } from './components.tsx'
import { ContentError } from './content-error.ts'
import { remarkFences } from './fences.ts'
import { readJson, readMdx } from './sources.ts'

async function toHtml(
  body: string,
  file: string,
  components: ReturnType<typeof lessonComponents>,
): Promise<string> {
  try {
    const { default: Content } = await evaluate(body, {
      ...runtime,
      baseUrl: pathToFileURL(file),
      remarkPlugins: [remarkGfm, remarkFences],
      // As an attribute: the site's policy refuses style attributes.
      tableCellAlignToStyle: false,
    })
    const html = renderToStaticMarkup(createElement(Content, { components }))
    if (/<[^>]+\sstyle="/.test(html))
      throw new Error('a style attribute, which the content security policy refuses')
    return html
  } catch (error) {
    const { reason, line, message } = error as { reason?: string; line?: number; message: string }
    // Some messages of MDX say the place only in words: "(9:1-9:7)".
    const said = /\((\d+):\d+/.exec(message)?.[1]
    throw new ContentError(
      reason ?? message,
      relative(process.cwd(), file),
      line ?? (said ? Number(said) : undefined),
    )
  }
}

/** Each question of the quiz stands in the text once, so that none is forgotten. */
function checkQuestions(lesson: Pick<CompiledLesson, 'parts' | 'quiz'>, file: string): void {
  const placed = lesson.parts.flatMap((part) => (part.kind === 'quiz' ? [part.questionId] : []))
  for (const { id } of lesson.quiz?.questions ?? []) {
    const times = placed.filter((other) => other === id).length
    if (times !== 1)
      throw new ContentError(`the question "${id}" stands in the lesson ${times} times, not once`, file)
  }
  for (const question of lesson.quiz?.questions ?? []) {
    if (question.kind !== 'single' && question.kind !== 'multiple') continue
    const right = question.choices.filter((choice) => choice.correct).length
    if (right === 0 || (question.kind === 'single' && right !== 1))
      throw new ContentError(`the question "${question.id}" has ${right} right choices`, file)
  }
}

interface LessonSource {
  folder: string
  slug: string
  number: number
  courseSlug: string
  /** The course's recorded measurements. */
  evidenceFolder: string
  glossary: GlossaryEntry[]
}

/** Compiles the capstone: a lesson whose head says no minutes. @throws ContentError */
export async function compileCapstone(source: LessonSource): Promise<CompiledLesson> {
  const { head, body } = readMdx(capstoneFrontMatterSchema, shownPath(source))
  return compileBody(source, { ...head, minutes: 0, free: false }, body)
}

/** Compiles `lesson.mdx` (and `quiz.json`, if there is one) of a lesson's folder. @throws ContentError */
export async function compileLesson(source: LessonSource): Promise<CompiledLesson> {
  const shown = shownPath(source)
  const { head, body } = readMdx(lessonFrontMatterSchema, shown)
  const lesson = await compileBody(source, head, body)
  const minutes = lesson.words / wordsPerMinute
  if (Math.abs(minutes - head.minutes) > 1)
    throw new ContentError(
      `${lesson.words} words are ${minutes.toFixed(1)} minutes, and "minutes" says ${head.minutes}`,
      shown,
    )
  return lesson
}

const shownPath = ({ folder }: LessonSource) => relative(process.cwd(), join(folder, 'lesson.mdx'))

async function compileBody(
  source: LessonSource,
  head: z.infer<typeof lessonFrontMatterSchema>,
  body: string,
): Promise<CompiledLesson> {
  const { folder, slug, number, courseSlug, glossary, evidenceFolder } = source
  const file = join(folder, 'lesson.mdx')
  const shown = shownPath(source)
  const quizFile = join(folder, 'quiz.json')
  const quiz = existsSync(quizFile) ? readJson(quizSchema, relative(process.cwd(), quizFile)) : null
  const questionIds = quiz?.questions.map((question) => question.id) ?? []
  const html = await toHtml(
    body,
    file,
    lessonComponents({ courseSlug, evidenceFolder, glossary, questionIds }),
  )
  const { blocks, headings, parts } = toBlocks(html, shown)
  const words = countWords(head.title) + blocks.reduce((sum, block) => sum + block.words, 0)
  checkQuestions({ parts, quiz }, shown)
  return { ...head, slug, number, words, blocks, headings, parts, quiz }
}
