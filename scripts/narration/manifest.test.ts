import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { narrationOf } from '#lib/domain/narration/narration.ts'
import { readCompiledCourse } from './course.ts'
import {
  faultsOf,
  relabel,
  type SpokenPage,
  settingsHash,
  sha256,
  spokenHash,
  spokenPages,
} from './manifest.ts'

const course = readCompiledCourse('demystifying-python-memory')
const [page] = spokenPages(course)
if (!page) throw new Error('The course has no lesson.')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recordings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function record({ lesson, script, name }: SpokenPage): void {
  writeFileSync(join(folder, `${name}.m4a`), 'sound')
  const sentences = script.map(({ id, elementId, spoken }, index) => ({
    ...{ id, elementId, hash: spokenHash(spoken) },
    ...{ startMs: index * 10, endMs: index * 10 + 9 },
  }))
  const { slug } = lesson
  const file = { sha256: sha256('sound'), bytes: 5, durationMs: script.length * 10 }
  const manifest = { lesson: slug, voice: 'A voice', settings: settingsHash(slug), ...file, sentences }
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(manifest))
}

const edited = (change: (text: string) => string): SpokenPage => {
  const [first, ...rest] = page.lesson.blocks
  const blocks = first ? [{ ...first, spoken: change(first.spoken) }, ...rest] : rest
  return { ...page, script: narrationOf({ ...page.lesson, blocks }, course.pronunciation) }
}

test('a recording of exactly this text has no fault', () => {
  expect(faultsOf(folder, page)).toEqual(['it has not been spoken yet'])
  record(page)
  expect(faultsOf(folder, page)).toEqual([])
})

test('one changed word, one sentence more and one less are found', () => {
  record(page)
  expect(
    faultsOf(
      folder,
      edited((text) => text.replace(/\w+/, 'Elsewhere')),
    ),
  ).toHaveLength(1)
  expect(
    faultsOf(
      folder,
      edited((text) => `${text} And more.`),
    ),
  ).toHaveLength(1)
  expect(faultsOf(folder, { ...page, script: page.script.slice(0, -1) })).toEqual([
    'it says more than the text',
  ])
})

test('a pronunciation that changed parts a recording whose text did not', () => {
  record(page)
  const list = [...course.pronunciation, { written: 'service', spoken: 'server' }]
  const script = narrationOf(page.lesson, list)
  expect(faultsOf(folder, { ...page, script })[0]).toMatch(/^it parts from the text at "At noon your service/)
})

test('a file that was exchanged or lost is found', () => {
  record(page)
  writeFileSync(join(folder, `${page.name}.m4a`), 'noise')
  expect(faultsOf(folder, page)).toEqual(['the file is not the one that was written'])
  rmSync(join(folder, `${page.name}.m4a`))
  expect(faultsOf(folder, page)).toEqual(['the file is missing'])
})

test('other ids for the same words are written down; other words are not', () => {
  record(page)
  const script = page.script.map((each) => ({
    ...each,
    id: `new-${each.id}`,
    elementId: `new-${each.elementId}`,
  }))
  expect(relabel(folder, { ...page, script })).toBe(true)
  expect(faultsOf(folder, { ...page, script })).toEqual([])
  const other = edited((text) => text.replace(/\w+/, 'Elsewhere'))
  expect(relabel(folder, other)).toBe(false)
  expect(faultsOf(folder, { ...page, script })).toEqual([])
})
