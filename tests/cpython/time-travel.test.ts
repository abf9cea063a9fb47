/** Time travel over long runs: every state that is sought is the state that was, quickly and within bounded memory. */
import { describe, expect, it } from 'vitest'
import { createAllocator, type PackedTrace, Recording } from '#simulator/index.ts'
import { randomNumbers, randomTrace } from './random-trace.ts'

const STEPS = 1_000_000

function recorded(trace: PackedTrace, options: ConstructorParameters<typeof Recording>[0] = {}): Recording {
  const recording = new Recording(options)
  recording.load(trace)
  return recording
}

/** All that can be seen of a state, as text. */
function everything(recording: Recording): string {
  const heap = recording.allocator
  const lists = [heap.usableArenas(), heap.unusedArenaObjects(), heap.nfp2lasta(), heap.rawBlocks()]
  const free = heap.pools().map((pool) => heap.freeList(pool.address))
  return JSON.stringify([heap.counters(), heap.arenas(), heap.pools(), free, lists, heap.statsText()])
}

describe('a run of a million steps', () => {
  it.each([2, 3, 4])('seed %i: the median seek takes at most 16 ms, and all of it at most 200 MB', (seed) => {
    const recording = recorded(randomTrace(seed, STEPS))
    const pick = randomNumbers(seed)
    const times = Array.from({ length: 101 }, () => {
      // Processor time: what other programs take of the machine says nothing about the seek.
      const start = process.cpuUsage()
      recording.seek(pick(STEPS + 1))
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1000
    }).sort((a, b) => a - b)
    const [median = Number.POSITIVE_INFINITY, megabytes] = [times[50], recording.byteLength / 1e6]
    console.log(`seed ${seed}: median seek ${median.toFixed(2)} ms, ${megabytes.toFixed(0)} MB`)
    expect(median).toBeLessThanOrEqual(16)
    expect(megabytes).toBeLessThanOrEqual(200)
  })
})

describe('seeking', () => {
  it('leads to the state that a run of so many steps has, forwards and backwards', () => {
    const trace = randomTrace(5, 60_000)
    const recording = recorded(trace, {
      checkpointBytes: 3_000_000,
      placement: { misalignment: [0x1000, 0] },
    })
    const pick = randomNumbers(1)
    for (const position of [60_000, 0, ...Array.from({ length: 12 }, () => pick(60_001))]) {
      recording.seek(position)
      const until = (words: PackedTrace) => ({
        length: position,
        kinds: words.kinds.slice(0, position),
        ids: words.ids.slice(0, position),
        bytes: words.bytes.slice(0, position),
      })
      const fresh = recorded(until(trace), { placement: { misalignment: [0x1000, 0] } })
      expect(everything(recording)).toBe(everything(fresh))
      expect(recording.allocator.invariantFaults()).toEqual([])
    }
  })

  it('refuses a position that is none', () => {
    const recording = recorded(randomTrace(5, 10))
    for (const position of [-1, 11, 0.5]) expect(() => recording.seek(position)).toThrow(RangeError)
  })

  it('tells each step with its events, as an allocator would have', () => {
    const recording = new Recording()
    const heap = createAllocator()
    const pointers = Array.from({ length: 40 }, () => heap.malloc(512))
    for (const _ of pointers) recording.apply({ op: 'malloc', bytes: 512 })
    for (const { pointer } of pointers) recording.apply({ op: 'free', pointer })
    pointers.forEach((step, i) => {
      expect(recording.step(i + 1)).toMatchObject({ ...step, operation: { op: 'malloc', bytes: 512 } })
    })
    const first = pointers[0]?.pointer ?? 0
    expect(recording.step(41)).toMatchObject({ operation: { op: 'free', pointer: first }, pointer: null })
  })

  it('a step behind an earlier position forgets what came after it', () => {
    const recording = new Recording()
    for (let i = 0; i < 10; i++) recording.apply({ op: 'malloc', bytes: 64 })
    recording.seek(3)
    const outcome = recording.apply({ op: 'malloc', bytes: 64 })
    expect(recording.length).toBe(4)
    expect(outcome).toMatchObject({ ok: true, pointer: 0x2000_0000_4030 + 3 * 64 })
  })

  it('keeps switches of the misalignment and refusals where they were', () => {
    const recording = new Recording()
    for (let i = 0; i < 1953; i++) recording.apply({ op: 'malloc', bytes: 512 })
    recording.apply({ op: 'misalign', bytes: 0 })
    recording.apply({ op: 'malloc', bytes: 512 })
    expect(recording.apply({ op: 'free', pointer: 5 }).ok).toBe(false)
    recording.seek(0)
    recording.seek(1955)
    expect(recording.allocator.arenas().map((arena) => arena.ntotalpools)).toEqual([63, 64])
    expect(recording.bornAt(0x2000_0020_0030)).toBe(1955)
  })
})

describe('the difference between two positions', () => {
  it('names the blocks that were taken and freed, and the pools and arenas that changed', () => {
    const recording = new Recording()
    const step = (bytes: number) => recording.apply({ op: 'malloc', bytes })
    step(512)
    step(512)
    step(100)
    recording.apply({ op: 'free', pointer: 0x2000_0000_4030 })
    const forwards = recording.diff(2, 4)
    expect(forwards.pools.map(({ address, taken, freed }) => ({ address, taken, freed }))).toEqual([
      { address: 0x2000_0000_4000, taken: [], freed: [0x2000_0000_4030] },
      { address: 0x2000_0000_8000, taken: [0x2000_0000_8030], freed: [] },
    ])
    expect(forwards.counters.before.allocatedBlocks).toBe(2)
    expect(forwards.arenas).toHaveLength(1)
    expect(recording.diff(4, 2).pools[0]).toMatchObject({ taken: [0x2000_0000_4030], freed: [] })
    expect(recording.diff(3, 3).pools).toEqual([])
    expect(recording.diff(0, 4).arenas[0]).toMatchObject({ index: 0, before: null })
    expect(recording.position).toBe(4)
  })
})
