/** Every runnable Python block of every lesson, run with this machine's python3 and compared with what the page shows. */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runnableBlocks } from './python-blocks.ts'
import { outputPattern } from './wildcards.ts'

const root = join(import.meta.dirname, '..', '..')
const lessons = globSync('content/courses/*/lessons/*/lesson.mdx', { cwd: root }).sort()

/** The ordinary allocator, whatever the environment of the test says. */
const env = { ...process.env, PYTHONMALLOC: 'default', PYTHONHASHSEED: '0' }
const python = (code: string) => spawnSync('python3', ['-'], { input: code, encoding: 'utf8', env })

test('python3 is 3.11 or later', () => {
  expect(python('import sys; print(sys.version_info >= (3, 11))').stdout).toBe('True\n')
})

test('there are lessons', () => {
  expect(lessons.length).toBeGreaterThan(0)
})

describe.each(lessons)('%s', (lesson) => {
  const blocks = runnableBlocks(readFileSync(join(root, lesson), 'utf8'))

  test.each(blocks.map((block) => [`${relative('content/courses', lesson)}:${block.line}`, block] as const))(
    '%s',
    (_, { code, output, raises }) => {
      const { stdout, stderr, status } = python(code)
      if (raises === null) expect(stderr).toBe('')
      else expect(stderr.trim().split('\n').at(-1)?.split(':')[0]).toBe(raises)
      expect(status).toBe(raises === null ? 0 : 1)
      if (output !== null) expect(stdout).toMatch(outputPattern(output))
    },
  )
})

test('an output is compared whole, and only what is marked may differ', () => {
  const pattern = outputPattern('a.b {{0x7f|hex}} {{12|int}}\n')
  expect('a.b 0x55ab 1,002\n').toMatch(pattern)
  expect('a.b 0x55ab 1,002\nmore\n').not.toMatch(pattern)
  expect('axb 0x55ab 1\n').not.toMatch(pattern)
})
