/** Recordings of real CPython 3.11 in `golden/`: the engine answers every line of them the same. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createTraceSimulation } from '#simulator/index.ts'
import { runFixture } from './fixture-language.ts'

const golden = join(import.meta.dirname, 'golden')
const read = (name: string) => readFileSync(join(golden, name))

/** Compares long texts without printing them whole. */
function expectSameLines(actual: string, expected: string): void {
  if (actual === expected) return
  const [a, b] = [actual.split('\n'), expected.split('\n')]
  const at = b.findIndex((line, i) => line !== a[i])
  expect(`line ${at + 1}: ${a[at]}`).toBe(`line ${at + 1}: ${b[at]}`)
}

describe('dumps of the whole state', () => {
  it.each(['fixture-basic', 'fixture-fourcases'])(
    '%s: every header, free list, ring and arena list',
    (name) => {
      expectSameLines(runFixture(read(`${name}.ops`).toString()), read(`${name}.3.11.out`).toString())
    },
  )
})

describe('long recordings', () => {
  const recordings = readdirSync(golden).flatMap((file) => /^(.+\.offset(\d+))\.trace\.gz$/.exec(file) ?? [])
  const names = recordings.filter((_, i) => i % 3 === 1)

  it('are all here', () => {
    expect(names).toHaveLength(6)
  })

  it.each(names)('%s: every place, every arena call, every statistics text', (name) => {
    const written: string[] = []
    const arenaOffset = Number(name.split('offset')[1])
    const simulation = createTraceSimulation({ arenaOffset }, (text) => written.push(text))
    simulation.push(gunzipSync(read(`${name}.trace.gz`)))
    simulation.end()
    expectSameLines(written.join(''), gunzipSync(read(`${name}.expected.gz`)).toString())
  })
})
