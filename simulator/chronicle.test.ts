import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  Chronicle,
  createAllocator,
  packTrace,
  poolClass,
  poolCount,
  poolState,
  Recording,
  surveyHeap,
  surveyPool,
} from './index.ts'

/** Random requests, half of them frees of something that is live. */
function randomRun(seed: number, steps: number): Recording {
  const run = new Recording()
  let random = seed + 1
  const below = (n: number) => {
    random = (random * 48_271) % 2_147_483_647
    return random % n
  }
  const live: (number | `raw#${number}`)[] = []
  for (let i = 0; i < steps; i++) {
    const chosen = live.length > 0 && below(100) < 48 ? live.splice(below(live.length), 1)[0] : undefined
    const outcome =
      chosen === undefined
        ? run.apply({ op: 'malloc', bytes: below(600) })
        : below(4) === 0
          ? run.apply({ op: 'realloc', pointer: chosen, bytes: below(600) })
          : run.apply({ op: 'free', pointer: chosen })
    if (outcome.ok && outcome.pointer !== null) live.push(outcome.pointer)
  }
  return run
}

const inUse = (run: Recording) => run.allocator.stats().allocatedBytes

test('a chronicle tells the bytes in use and the arenas of every stretch as the statistics do', () => {
  const run = randomRun(1, 6000)
  const chronicle = new Chronicle(run)
  chronicle.readOn()
  expect(chronicle.stretches.length).toBeGreaterThan(1000)
  expect(chronicle.stretches.length).toBeLessThanOrEqual(2048)
  for (const [i, stretch] of chronicle.stretches.entries()) {
    if (i % 50 !== 0) continue
    const next = chronicle.stretches[i + 1]?.step ?? run.length
    run.seek(stretch.step)
    expect(stretch.inUse).toBe(inUse(run))
    expect(stretch.arenas).toBe(run.allocator.arenas().length)
    let most = inUse(run)
    for (let step = stretch.step + 1; step <= next; step++) {
      run.seek(step)
      most = Math.max(most, inUse(run))
    }
    expect(stretch.mostInUse).toBe(most)
  }
})

test('it finds the next and the last step in which something happened, as a walk through all of them does', () => {
  const run = randomRun(2, 1500)
  const chronicle = new Chronicle(run)
  chronicle.readOn()
  const happened = Array.from({ length: run.length }, (_, i) =>
    run.step(i + 1).events.map(({ type }) => type),
  )
  for (const type of ['POOL_FULL', 'POOL_EMPTY', 'RAW', 'REALLOC_KEPT', 'ARENA_NEW', 'CASE2'] as const) {
    const steps = happened.flatMap((types, i) => (types.includes(type) ? [i + 1] : []))
    expect(chronicle.times(type)).toBe(steps.length)
    for (const at of [0, 1, 700, 1499, 1500]) {
      expect(chronicle.next([type], at)).toBe(steps.find((step) => step > at) ?? null)
      expect(chronicle.previous([type], at)).toBe(steps.findLast((step) => step < at) ?? null)
    }
  }
})

test('after a truncation it reads on as if nothing else had been there', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.integer({ min: 0, max: 5000 }), (seed, at) => {
      const run = randomRun(seed, 5000)
      const chronicle = new Chronicle(run)
      chronicle.readOn()
      run.seek(at)
      run.cut()
      chronicle.truncate(at)
      for (let i = 0; i < 40; i++) run.apply({ op: 'malloc', bytes: 512 })
      chronicle.readOn()
      const last = chronicle.stretches.at(-1)
      run.seek(last?.step ?? 0)
      expect(last?.inUse).toBe(inUse(run))
      expect(chronicle.length).toBe(at + 40)
      expect(chronicle.next(['RAW'], at)).toBeNull()
    }),
    { numRuns: 8 },
  )
})

test('steps that were cut off come back unchanged', () => {
  const run = randomRun(4, 3000)
  const text = run.allocator.statsText()
  const ended = run.step(3000)
  run.seek(1200)
  const tail = run.cut()
  expect(run.length).toBe(1200)
  run.apply({ op: 'malloc', bytes: 64 })
  run.paste(tail)
  expect(run.length).toBe(3000)
  expect(run.step(3000)).toEqual(ended)
  expect(run.allocator.statsText()).toBe(text)
})

test('a run as a trace does the same again, and under another profile too', () => {
  const run = randomRun(5, 2000)
  const again = new Recording()
  again.load(run.toTrace())
  expect(again.allocator.statsText()).toBe(run.allocator.statsText())
  const other = new Recording({ profile: '32-bit', debugHooks: true })
  other.load(run.toTrace())
  expect(other.length).toBe(2000)
  expect(run.liveBlocks()).toHaveLength(run.allocator.counters().allocatedBlocks)
})

test('a survey says of every pool and block what the views say', () => {
  const run = randomRun(6, 4000)
  const heap = run.allocator
  const survey = surveyHeap(heap)
  const each = heap.profile.ARENA_SIZE / heap.profile.POOL_SIZE
  for (const view of heap.pools()) {
    const arena = heap.arena(view.arenaindex)
    const place = (view.address - (arena?.firstPool ?? 0)) / heap.profile.POOL_SIZE
    const i = heap.arenas().findIndex(({ index }) => index === view.arenaindex)
    const word = survey.pools[i * each + place] ?? 0
    expect([poolCount(word), poolClass(word), ['', 'empty', 'used', 'full'][poolState(word)]]).toEqual([
      view.count,
      view.szidx,
      view.state,
    ])
    const inside = surveyPool(heap, view.arenaindex, place)
    expect(inside?.states).toEqual(heap.blockStates(view.address))
    const first = view.address + heap.profile.POOL_OVERHEAD
    expect(Array.from(inside?.freeOrder ?? [], (n) => first + n * view.blockSize)).toEqual(
      heap.freeList(view.address),
    )
  }
  expect(surveyPool(heap, 0, 63)).toBeNull()
})

test('an empty allocator has an empty survey and no stretch', () => {
  expect(surveyHeap(createAllocator()).pools).toHaveLength(0)
  const chronicle = new Chronicle(new Recording())
  chronicle.readOn()
  expect(chronicle.stretches).toEqual([])
  expect(packTrace([]).length).toBe(0)
})
