import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compileCourse } from './compile-course.ts'
import { compileExercises } from './compile-exercises.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'course-'))
  write('lessons/01-one/lesson.mdx', '---\ntitle: One\nsummary: It is.\nminutes: 1\n---\n\nText.\n')
  write('course.json', {
    title: 'A course',
    tagline: 'Short',
    version: '2026.2',
    price: { amountInCents: 100, currency: 'usd' },
    refundDays: 14,
    minutes: 1,
    modules: [{ title: 'All', lessons: 1 }],
  })
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | object): void {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
}
const compile = () => compileCourse(folder, 'a-course')
const entry = (version: string, date: string) => ({ version, date, changes: ['Something.'] })

test('a course may go without capstone, changelog, pronunciation and glossary', async () => {
  expect(await compile()).toMatchObject({ capstone: null, changelog: [], pronunciation: [], glossary: [] })
})

test('a capstone comes behind the last lesson, takes no minutes, and is open to buyers alone', async () => {
  write('capstone/lesson.mdx', `---\ntitle: The end\nsummary: All of it.\n---\n\n${'word '.repeat(999)}\n`)
  expect(await compile()).toMatchObject({
    minutes: 1,
    lessons: [{ number: 1 }],
    capstone: { slug: 'capstone', number: 2, minutes: 0, free: false, words: 1001 },
  })
})

test.each([
  ['does not begin with the course’s version', [entry('2026.1', '2026-01-01')], /begins with 2026\.1/],
  [
    'is not ordered',
    [entry('2026.2', '2026-02-01'), entry('2026.10', '2026-01-01')],
    /2026\.10 stands below 2026\.2/,
  ],
  [
    'has dates that contradict the order',
    [entry('2026.2', '2026-01-01'), entry('2026.1', '2026-02-01')],
    /stands below/,
  ],
])('a changelog is refused that %s', async (_, changelog, message) => {
  write('changelog.json', changelog)
  await expect(compile()).rejects.toThrow(message)
})

test('a pronunciation that no voice can say, or that is listed twice, is refused', async () => {
  write('pronunciation.json', [{ written: 'mmap', spoken: 'em_map' }])
  await expect(compile()).rejects.toThrow(/0\.spoken: letters/)
  write('pronunciation.json', [
    { written: 'mmap', spoken: 'em-map' },
    { written: 'mmap', spoken: 'M map' },
  ])
  await expect(compile()).rejects.toThrow(/"mmap" is listed twice/)
})

test('an exercise that no lesson shows is refused', async () => {
  write('exercises/lost.json', {
    title: 'Lost',
    lesson: 1,
    parts: [
      {
        id: 'one',
        task: ['Take a block.'],
        allow: ['malloc'],
        goals: [{ text: 'One.', check: 'len(blocks) == 1' }],
        hints: ['a', 'b', 'c'],
        solution: { steps: ['m 1 16'], because: 'It is one.' },
      },
    ],
  })
  const course = await compile()
  expect(() => compileExercises(folder, course)).toThrow(/lost\.json: stands in no lesson/)
})
