import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEvidence, type Recipe, runRecordSchema } from '#content/evidence.ts'
import { root } from '../settings.ts'

const courses = join(root, 'content/courses')
const recorded = readdirSync(courses).flatMap((course) => {
  const folder = join(courses, course, 'evidence')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'recipe.ts')))
    .map((name) => ({ course, name, here: join(folder, name) }))
})

describe.each(recorded)('evidence $name', ({ here }) => {
  const text = (file: string) => readFileSync(join(here, file), 'utf8')

  it('quotes what its raw outputs say', async () => {
    const recipe: Recipe = (await import(join(here, 'recipe.ts'))).recipe
    const raw = Object.fromEntries(recipe.runs.map(({ output }) => [output, text(`raw/${output}`)]))
    expect(JSON.parse(text('values.json'))).toEqual(JSON.parse(JSON.stringify(recipe.values(raw))))
  })

  it('was recorded with these scripts and these runs', async () => {
    const recipe: Recipe = (await import(join(here, 'recipe.ts'))).recipe
    const record = runRecordSchema.parse(JSON.parse(text('run.json')))
    const scripts = ['../measure.py', ...readdirSync(here).filter((file) => file.endsWith('.py'))]
    expect(record.sources).toEqual(
      Object.fromEntries(
        scripts.map((file) => [basename(file), createHash('sha256').update(text(file)).digest('hex')]),
      ),
    )
    expect(record.runs.map(({ output, python, packages }) => ({ output, python, packages }))).toEqual(
      recipe.runs.map(({ output, python, packages = [] }) => ({ output, python, packages })),
    )
    expect(readdirSync(join(here, 'raw')).sort()).toEqual(recipe.runs.map(({ output }) => output).sort())
  })

  it('keeps raw outputs small', () => {
    for (const output of readdirSync(join(here, 'raw')))
      expect(statSync(join(here, 'raw', output)).size).toBeLessThan(24 * 1024)
  })
})

describe('openEvidence', () => {
  const evidence = openEvidence(join(courses, 'demystifying-python-memory/evidence'))

  it('refuses a value that nobody measured', () => {
    expect(() => evidence.measured('fragmentation', 'arenasOnTheMoon')).toThrow(
      /no value "arenasOnTheMoon" \(known: /,
    )
    expect(() => evidence.measured('moon', 'arenas')).toThrow('there is no evidence moon/values.json')
  })

  it('cuts a stretch out of a raw output, and refuses one that is not there', () => {
    const stretch = evidence.raw('mallocstats', 'debugmallocstats.3.11.txt', {
      from: '# arenas allocated total',
      to: 'arenas allocated current',
    })
    expect(stretch.split('\n')).toHaveLength(4)
    expect(() => evidence.raw('mallocstats', 'debugmallocstats.3.11.txt', { from: 'no such line' })).toThrow(
      RangeError,
    )
  })
})
