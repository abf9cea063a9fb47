/**
 * The engine against the real allocator of Debian's CPython 3.11, on random traces: every returned address, every arena
 * taken and given back, every statistics text.
 */
import { describe, expect, it } from 'vitest'
import { createTraceSimulation, formatTrace, profile } from '#simulator/index.ts'
import { checkInvariants, checkStep } from '#simulator/invariants.ts'
import { Simulation } from '#simulator/simulate.ts'
import { createTraceState } from '#simulator/trace-simulation.ts'
import { differs, optionsOf, report, runSeed, shrink } from './differential.ts'
import { buildProgram, prepareToolchain } from './oracle.ts'
import { randomTrace } from './random-trace.ts'

const reason = prepareToolchain()
if (reason !== null) console.warn(`Skipped: ${reason}`)

/** Seeds that once showed a difference, or that reach something rare; they are run first, for ever. */
const pinnedSeeds = [1, 2, 3]
const seeds = Array.from({ length: 50 }, (_, i) => 1000 + i)
const longSeeds = [9001, 9002, 9003, 9004]

describe.skipIf(reason !== null)('against the real allocator', () => {
  const sides = () => ({ oracle: buildProgram('oracle'), profile: profile('3.11') })

  it('answers 6.9 million random operations without one difference, arenas released and taken again', () => {
    const both = sides()
    let operations = 0
    let released = 0
    for (const [list, length] of [
      [pinnedSeeds, 100_000],
      [seeds, 100_000],
      [longSeeds, 400_000],
    ] as const) {
      for (const seed of list) {
        const run = runSeed(both, seed, length)
        if (run.difference !== null) expect.fail(report(both, run.difference))
        operations += length
        released += run.released
      }
    }
    expect(operations).toBe(6_900_000)
    expect(released).toBeGreaterThan(100)
  })

  it('sees a wrong rule, and shrinks it to the trace that shows it', () => {
    const wrong = { ...sides(), profile: { ...profile('3.11'), keepsLastArena: false } }
    const options = { ...optionsOf(1, wrong.profile), debugHooks: false, slots: null }
    const trace = seeds.map((seed) => randomTrace(seed, 2000)).find((each) => differs(wrong, each, options))
    if (trace === undefined) return expect.fail('no seed showed the wrong rule')
    const shortest = shrink(trace, (candidate) => differs(wrong, candidate, options))
    expect([...formatTrace(shortest)].join('')).toMatch(/^[mc] (\d+) 1\nf \1\n$/)
  })
})

describe('after every step', () => {
  it.each([
    ['3.11', [0, 4096], 30_000],
    ['3.9', [0], 30_000],
    ['3.8', [0], 30_000],
    ['32-bit', [0], 30_000],
    ['toy', [128, 0], 20_000],
    ['toy-tiny', [0], 20_000],
  ])('the invariants hold on %s', (name, arenaOffset, length) => {
    const state = createTraceState({ profile: name, arenaOffset })
    let steps = 0
    const check = () => {
      const faults = ++steps % 5000 === 0 ? checkInvariants(state) : checkStep(state)
      if (faults.length > 0) expect.fail(`step ${steps}: ${faults.join('; ')}`)
    }
    const simulation = new Simulation(state, () => {}, check)
    for (const text of formatTrace(randomTrace(11, length, state.threshold)))
      simulation.push(new TextEncoder().encode(text))
    simulation.end()
    expect(checkInvariants(state)).toEqual([])
    expect(steps).toBeGreaterThan(length / 2)
  })

  it('a broken free list is noticed', () => {
    const state = createTraceState({})
    const simulation = new Simulation(state, () => {})
    simulation.push(new TextEncoder().encode('m 0 16\nm 1 16\nm 2 16\nf 1\n'))
    const at = state.links.indexOf(0xffff)
    state.links[at] = 0
    expect(checkInvariants(state).join()).toContain('live')
    expect(createTraceSimulation({}, () => {})).toBeInstanceOf(Simulation)
  })
})
