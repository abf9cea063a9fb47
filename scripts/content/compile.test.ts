import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toBlocks } from './blocks.ts'
import { compileLesson } from './compile-lesson.ts'
import { highlight } from './highlight.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lesson-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const head = '---\ntitle: A title\nsummary: A summary.\nminutes: 1\n---\n'

/** Compiles a lesson of this text. */
function compile(mdx: string, quiz?: unknown) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'lesson.mdx'), mdx)
  if (quiz) writeFileSync(join(folder, 'quiz.json'), JSON.stringify(quiz))
  return compileLesson({
    folder,
    slug: 'a-lesson',
    number: 1,
    courseSlug: 'a-course',
    evidenceFolder: folder,
    glossary: [],
  })
}

describe('a fault is told with its file and line', () => {
  test.each([
    ['front matter of a wrong type', head.replace('minutes: 1', 'minutes: soon'), /lesson\.mdx:4: minutes/],
    [
      'front matter that is no YAML',
      '---\ntitle: "open\n---\ntext\n',
      /lesson\.mdx:\d+: the front matter is not YAML/,
    ],
    ['no front matter', 'Text.\n', /lesson\.mdx:1: begins without front matter/],
    ['a tag that is not closed', `${head}\nText.\n\n<Note>\n\nmore\n`, /lesson\.mdx:\d+: .*Note/],
    [
      'a Python block without a mark',
      `${head}\n\`\`\`python\n1\n\`\`\`\n`,
      /lesson\.mdx:7: a python block needs/,
    ],
    ['an expression that fails', `${head}\n{nothing.here}\n`, /lesson\.mdx: nothing is not defined/],
    ['a word that the glossary lacks', `${head}\n<Term id="x">x</Term>\n`, /not in glossary/],
    ['a question that does not exist', `${head}\n<Quiz id="x" />\n`, /no such question/],
    ['too many words for its minutes', `${head}\n${'word '.repeat(400)}\n`, /402 words are 2\.7 minutes/],
  ])('%s', async (_, mdx, message) => {
    await expect(compile(mdx)).rejects.toThrow(message)
  })

  test('a question that the text forgets, and one with two right answers', async () => {
    const choice = (correct: boolean) => ({ text: String(correct), correct, because: 'so' })
    const quiz = (...choices: boolean[]) => ({
      questions: [{ id: 'q', kind: 'single', prompt: 'Which?', choices: choices.map(choice) }],
    })
    await expect(compile(`${head}\ntext\n`, quiz(true, false))).rejects.toThrow(
      /"q" stands in the lesson 0 times/,
    )
    await expect(compile(`${head}\n<Quiz id="q" />\n`, quiz(true, true))).rejects.toThrow(
      /has 2 right choices/,
    )
  })
})

test('each class of highlighted code has a colour in the style sheet', () => {
  const code = highlight('import a\nx = f(1, "s")  # why', 'python')
  const names = [...code.matchAll(/class="([^"]+)"/g)].map((match) => match[1])
  const css = readFileSync(join(import.meta.dirname, '..', '..', 'app', 'styles', 'code.css'), 'utf8')
  expect(new Set(names).size).toBe(5)
  for (const name of names) expect(css).toContain(`.${name} {`)
})

test('an edit of one paragraph leaves the ids of all others', () => {
  const before = toBlocks('<h2>One</h2><p>a</p><p>b</p><p>b</p>', 'x')
  const after = toBlocks('<p>new</p><h2>One</h2><p>a, changed</p><p>b</p><p>b</p>', 'x')
  const ids = (made: typeof before) => made.blocks.map((block) => block.id)
  expect(new Set(ids(before)).size).toBe(4)
  expect(ids(after).filter((id) => ids(before).includes(id))).toEqual(
    ids(before).filter((id) => id !== ids(before)[1]),
  )
})

test('a lesson is cut where a question stands, and its words are those that a voice says', async () => {
  const quiz = {
    questions: [{ id: 'q', kind: 'value', prompt: 'How many?', accept: ['3'], because: 'Count them.' }],
  }
  const mdx = `${head}\nOne two three.\n\n<Quiz id="q" />\n\n\`\`\`python run spoken="It prints one."\nprint(1)\n\`\`\`\n`
  const lesson = await compile(mdx, quiz)
  expect(lesson.parts.map((part) => part.kind)).toEqual(['html', 'quiz', 'html'])
  // The title's two among them.
  expect(lesson.words).toBe(8)
  expect(lesson.blocks.map(({ kind, words }) => [kind, words])).toEqual([
    ['paragraph', 3],
    ['quiz', 0],
    ['code', 3],
  ])
  const html = JSON.stringify(lesson.parts)
  expect(html).toContain('class=\\"tk-')
  expect(html).not.toMatch(/style=|How many|Count them|It prints one/)
})
