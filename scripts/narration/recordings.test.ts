/** Text and recordings of the real course. A lesson that has changed is spoken anew by `npm run narrate`. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCompiledCourse } from './course.ts'
import { audioFolder, faultsOf, readManifest, spokenPages } from './manifest.ts'
import { limits, pauses } from './settings.ts'

const course = readCompiledCourse('demystifying-python-memory')
const folder = audioFolder(course.slug)
const pages = spokenPages(course)

describe.each(pages.map((page) => [page.name, page] as const))('%s', (name, page) => {
  test('is the recording of its text', () => {
    expect(faultsOf(folder, page), 'npm run narrate').toEqual([])
  })

  test('never falls silent for long, and is spoken at a pace that can be followed', () => {
    const sentences = readManifest(folder, name)?.sentences ?? []
    const gaps = sentences.map(({ startMs }, index) => startMs - (sentences[index - 1]?.endMs ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(pauses.beforeHeading)
    for (const { startMs, endMs } of sentences) expect(endMs - startMs).toBeGreaterThan(200)
  })
})

test('all recordings together fit, and nothing else lies beside them', () => {
  const known = pages.flatMap(({ name }) => [`${name}.m4a`, `${name}.json`])
  const found = readdirSync(folder).filter((name) => !['README.md', 'levels.md', 'cover.jpg'].includes(name))
  expect(found.toSorted()).toEqual(known.toSorted())
  const bytes = known.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  expect(bytes).toBeLessThanOrEqual(limits.totalBytes)
})
