/** The scripts of the real course, from the compiled lessons (`npm run generate`). */
import { readFileSync } from 'node:fs'
import { fromHtml } from 'hast-util-from-html'
import { describe, expect, test } from 'vitest'
import { lessonTitleId, narrationOf, wordsPerMinute } from '#lib/domain/narration/narration.ts'
import { compiledCourseSchema, pagesOf } from '#lib/schemas/course.ts'
import { textOf } from '#scripts/content/blocks.ts'

const course = compiledCourseSchema.parse(
  JSON.parse(readFileSync('.generated/content/demystifying-python-memory.json', 'utf8')),
)
const squeeze = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

describe.each(pagesOf(course).map((lesson) => [lesson.slug, lesson] as const))('%s', (_, lesson) => {
  const sentences = narrationOf(lesson, course.pronunciation)
  const elements = lesson.parts
    .flatMap((part) => (part.kind === 'html' ? fromHtml(part.html, { fragment: true }).children : []))
    .flatMap((node) => (node.type === 'element' ? [node] : []))

  test('has only words and the punctuation of prose', () => {
    for (const { spoken, text } of sentences) {
      expect(spoken, text).toMatch(/^["'(]*\p{Lu}[\p{L} ,.;:?!'"()-]*$/u)
      // A point within a name, an acronym or a name in camel case that nobody told the list of.
      expect(spoken, text).not.toMatch(/\p{L}\.\p{L}|\b\p{Lu}{2,}\b|\p{Ll}\p{Lu}/u)
    }
  })

  test('says each text once, in its order, and names elements of the page', () => {
    const said = new Map<string, string[]>()
    for (const { elementId, text } of sentences) said.set(elementId, [...(said.get(elementId) ?? []), text])
    expect(new Set(sentences.map(({ id }) => id)).size).toBe(sentences.length)
    const ids = elements.map((element) => String(element.properties.id))
    expect([...said.keys()]).toEqual([lessonTitleId, ...ids.filter((id) => said.has(id))])
    expect(said.get(lessonTitleId)?.join(' ')).toBe(lesson.title)

    for (const element of elements) {
      const id = String(element.properties.id)
      const kind = lesson.blocks.find((block) => block.id === id)?.kind ?? 'missing'
      const isFurther = [element.properties.className].flat().includes('further')
      const isOutput = [element.properties.className].flat().includes('code-output')
      if (['code', 'table', 'figure'].includes(kind)) {
        if (!isOutput) expect(said.get(id)?.join(' ')).toMatch(/\w/)
      } else if (isFurther) expect(said.get(id)).toBeUndefined()
      else expect(said.get(id)?.join(' ')).toBe(squeeze(textOf(element)))
    }
  })
})

test('the course is as long as it says: 11,000 to 13,000 words, each lesson within a minute of its slot', () => {
  const words = course.lessons.map((lesson) =>
    narrationOf(lesson, course.pronunciation).reduce((sum, sentence) => sum + sentence.words, 0),
  )
  expect(words).toEqual(course.lessons.map((lesson) => lesson.words))
  for (const [index, { slug, minutes }] of course.lessons.entries())
    expect(Math.abs((words[index] ?? 0) / wordsPerMinute - minutes), slug).toBeLessThanOrEqual(1)
  const sum = words.reduce((total, each) => total + each, 0)
  expect(sum).toBeGreaterThanOrEqual(11_000)
  expect(sum).toBeLessThanOrEqual(13_000)
})
