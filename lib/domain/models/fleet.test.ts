import { describe, expect, test } from 'vitest'
import { dirtyPages, type FleetParameters, fleetModel, recycle } from './fleet.ts'
import { MIB, PAGE_BYTES } from './model.ts'

const fleet: FleetParameters = {
  seed: 5,
  workers: 4,
  heapMiB: 120,
  gcDirtiesMiB: 62,
  readDirtiesMiB: 49,
  readShare: 0.1,
  leakKiBPerRequest: 8,
  requestsPerWorker: 8000,
  restartRequests: 2,
}
const mib = (pages: number) => (pages * PAGE_BYTES) / MIB

describe('pages that a worker makes its own', () => {
  test('are what was measured: 62 MiB for a collection, none when frozen', () => {
    expect(mib(dirtyPages(fleet, false, false).byCollector)).toBeCloseTo(62, 0)
    expect(dirtyPages(fleet, true, false)).toEqual({ all: 0, byCollector: 0 })
  })

  test('are 49 MiB for reading all data as objects, frozen or not, and none in an array', () => {
    const reader = { ...fleet, readShare: 1 }
    expect(mib(dirtyPages(reader, true, true).all)).toBeCloseTo(49, 0)
    expect(dirtyPages(reader, true, false).all).toBe(0)
  })

  test('are counted once where the collector and a reference count write to the same one', () => {
    const both = dirtyPages({ ...fleet, readShare: 1 }, false, true).all
    expect(both).toBeLessThan(
      dirtyPages(fleet, false, false).all + dirtyPages({ ...fleet, readShare: 1 }, true, true).all,
    )
  })
})

describe('recycling', () => {
  test('without jitter takes all workers away at the same moment', () => {
    expect(recycle(fleet, 1000, 0)).toMatchObject({ mostAway: 4, longestLife: 1000 })
  })

  test('with jitter takes them one by one', () => {
    expect(recycle(fleet, 1000, 300).mostAway).toBe(1)
  })

  test('never, when it is off: the leak grows for all of the run', () => {
    expect(recycle(fleet, 0, 500)).toEqual({ longestLife: 8000, mostAway: 0, restarts: 0 })
  })

  test('later than the run is long is none', () => {
    expect(recycle(fleet, 50_000, 0)).toMatchObject({ restarts: 0, longestLife: 8000 })
  })
})

test('the same levers give the same fleet', () => {
  const model = fleetModel(fleet)
  const levers = { freeze: 'yes', data: 'array', maxrequests: 1000, jitter: 300 }
  expect(model.run(levers)).toEqual(model.run(levers))
  expect(model.run(levers)).toEqual({
    fleetUssMiB: 40.5,
    gcDirtyPages: 0,
    maxSimultaneousRestarts: 1,
    peakRssMiB: 130.1,
    restarts: 26,
  })
})
