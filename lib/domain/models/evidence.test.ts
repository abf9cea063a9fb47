import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dumpBytes, dumpTruth } from './debug-dump.ts'
import { incidentModel } from './incident.ts'
import { assignCauses, serviceCauses, servicePanels, serviceTruth } from './services.ts'

describe('a damaged block', () => {
  const block = { seed: 13, bytes: 37, overrun: 3 }
  const bytes = dumpBytes(block)

  test('is laid out as the debug hooks lay it out', () => {
    expect(bytes).toHaveLength(37 + 24)
    expect(bytes.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 0, 0, 37])
    expect(String.fromCharCode(bytes[8] ?? 0)).toBe('o')
    expect(bytes.slice(9, 16)).toEqual(new Array(7).fill(0xfd))
  })

  test('is damaged where the truth says so, and nowhere else', () => {
    const { offset, length } = dumpTruth(block)
    expect(bytes.slice(offset, offset + length)).not.toContain(0xfd)
    expect(bytes.slice(offset + length)).toEqual(new Array(8 - length).fill(0xfd))
  })
})

describe('four services', () => {
  const tables = Object.fromEntries(
    servicePanels({ seed: 12 }).map(({ id, body }) => [id, body.kind === 'table' ? body.rows : []]),
  )
  const number = (cell: string | number | undefined) => Number(String(cell).replaceAll(/[,+]/g, ''))
  const column = (id: string, index: number) => (tables[id] ?? []).map((row) => number(row[index]))
  const letterOf = (cause: string) => 'abcd'[assignCauses({ seed: 12 }).indexOf(cause as 'cache')] ?? ''

  test.each([1, 2, 3, 12])('have each problem once, whatever the seed (%i)', (seed) => {
    expect(assignCauses({ seed }).toSorted()).toEqual([...serviceCauses].toSorted())
  })

  test('the cache: blocks rise and nothing is collected', () => {
    const blocks = column(letterOf('cache'), 2)
    expect(blocks).toEqual(blocks.toSorted((a, b) => a - b))
    expect(column(letterOf('cache'), 4).every((collected) => collected === 0)).toBe(true)
  })

  test('the cycles: a saw-tooth', () => {
    const id = letterOf('cycle')
    expect(column(id, 4).filter((collected) => collected > 0)).toHaveLength(3)
    expect(column(id, 2)[3]).toBeLessThan(column(id, 2)[2] ?? 0)
  })

  test('the burst: blocks come back, arenas do not', () => {
    const id = letterOf('burst')
    expect(column(id, 3).at(-1)).toBeGreaterThan(3 * (column(id, 3)[2] ?? 0))
    expect(column(id, 2).at(-1)).toBeLessThan(2 * (column(id, 2)[2] ?? 0))
  })

  test('native code: RSS alone rises', () => {
    const id = letterOf('native')
    expect(column(id, 1).at(-1)).toBeGreaterThan(2 * (column(id, 1)[0] ?? 0))
    expect(new Set(column(id, 3)).size).toBe(1)
  })

  test('the guilty line stands in the diff and grows, where there is one', () => {
    const truth = serviceTruth({ seed: 12 })
    for (const cause of ['cache', 'cycle', 'burst']) {
      const id = letterOf(cause)
      const row = (tables[`${id}-diff`] ?? []).find(
        ([line]) => String(line).replaceAll(/[^a-z0-9]+/g, '-') === truth[`${id}line`],
      )
      expect(number(row?.[3])).toBeGreaterThan(1000)
    }
    expect(truth[`${letterOf('native')}line`]).toBe('none')
  })
})

test('what the capstone shows agrees with what its model computes', () => {
  const path = 'content/courses/demystifying-python-memory/exercises/tuesday-three-in-the-morning.json'
  const { world } = JSON.parse(readFileSync(path, 'utf8')).parts[0]
  const model = incidentModel(world)
  const before = model.run(model.initial)
  const panels = JSON.stringify(world.panels)
  expect(panels).toContain(`"arenas allocated current","15","${before.arenas}"`)
  expect(panels).toContain(`["Private_Dirty, after it","${Math.round(Number(before.fleetUssMiB) / 6)}"]`)
  expect(model.run({ ...model.initial, import: 'child' }).arenas).toBe(15)
  expect(model.run({ cache: 'bound', import: 'child', fork: 'freeze' })).toMatchObject({ arenas: 3 })
  for (const useless of ['collect', 'trim'])
    expect(model.run({ ...model.initial, import: useless }).arenas).toBe(before.arenas)
})
