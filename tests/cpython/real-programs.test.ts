/** The recorded programs of `content/traces`: the engine answers as the real allocator did while the program ran. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createTraceSimulation, packTrace, Recording } from '#simulator/index.ts'

const folder = join(import.meta.dirname, '../../content/traces')
const catalogue: {
  slug: string
  trace: string
  arenaOffset: number
  operations: number
  startupOperations: number
  recordingSha256: string
}[] = JSON.parse(readFileSync(join(folder, 'catalogue.json'), 'utf8'))

describe('recorded programs', () => {
  it('are at least six', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(6)
  })

  it.each(catalogue)('$slug: the same places, arena calls and statistics as in the real run', (entry) => {
    const trace = gunzipSync(readFileSync(join(folder, entry.trace)))
    const hash = createHash('sha256')
    const simulation = createTraceSimulation({ arenaOffset: entry.arenaOffset }, (text) => hash.update(text))
    simulation.push(trace)
    simulation.end()
    expect(hash.digest('hex')).toBe(entry.recordingSha256)
  })

  it('a recording of one can be sought to where the script begins', () => {
    const entry = catalogue[0]
    if (entry === undefined) return expect.fail('no program is recorded')
    const recording = new Recording({ placement: { misalignment: entry.arenaOffset } })
    recording.load(packTrace([gunzipSync(readFileSync(join(folder, entry.trace)))]))
    expect(recording.length).toBe(entry.operations)
    const end = recording.allocator.statsText()
    recording.seek(entry.startupOperations)
    expect(recording.allocator.invariantFaults()).toEqual([])
    expect(recording.allocator.statsText()).not.toBe(end)
    recording.seek(recording.length)
    expect(recording.allocator.statsText()).toBe(end)
  })
})
