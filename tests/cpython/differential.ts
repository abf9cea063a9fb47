/** The differential test: one trace, both allocators, every answer compared; a difference is shrunk. */
import {
  CALLOC,
  createTraceSimulation,
  FREE,
  formatTrace,
  MALLOC,
  type PackedTrace,
  type Profile,
  REALLOC,
  traceLine,
} from '#simulator/index.ts'
import { type ReplayOptions, runOracle } from './oracle.ts'
import { randomNumbers, randomTrace } from './random-trace.ts'

export interface Sides {
  /** Path of the oracle program. */
  readonly oracle: string
  readonly profile: Profile
}

/** A seed whose trace is answered differently. */
export interface Difference {
  readonly seed: number
  readonly options: ReplayOptions
  readonly trace: PackedTrace
}

/** The engine's answer to a trace, in the words of the oracle. */
function runEngine(profile: Profile, trace: string, options: ReplayOptions): string {
  const written: string[] = []
  const { arenaOffsets: arenaOffset, debugHooks, slots } = options
  const simulation = createTraceSimulation(
    { profile, arenaOffset, debugHooks, slots: slots ?? undefined },
    (text) => written.push(text),
  )
  simulation.push(new TextEncoder().encode(trace))
  simulation.end()
  return written.join('')
}

/** How the trace of a seed is replayed: one run in five with debug hooks, one in ten with a system that refuses arenas. */
export function optionsOf(seed: number, profile: Profile): ReplayOptions {
  const pick = randomNumbers(seed ^ 0x5eed)
  const pages = Math.max(1, profile.POOL_SIZE / 4096)
  const offset = () => 4096 * pick(pages)
  const arenaOffsets = pick(3) === 0 ? [offset(), offset(), offset()] : [offset()]
  return { arenaOffsets, debugHooks: pick(5) === 0, slots: pick(10) === 0 ? 1 + pick(4) : null }
}

export function differs(sides: Sides, trace: PackedTrace, options: ReplayOptions): boolean {
  const text = textOf(trace)
  return runOracle(sides.oracle, text, options) !== runEngine(sides.profile, text, options)
}

/** Runs the trace of one seed on both sides; how often arenas went and came is told for the record. */
export function runSeed(
  sides: Sides,
  seed: number,
  length: number,
): { difference: Difference | null; released: number } {
  const trace = randomTrace(seed, length)
  const options = optionsOf(seed, sides.profile)
  const text = textOf(trace)
  const real = runOracle(sides.oracle, text, options)
  const released = real.match(/^R /gm)?.length ?? 0
  const same = real === runEngine(sides.profile, text, options)
  return { difference: same ? null : { seed, options, trace }, released }
}

/**
 * The shortest trace that a search by halving finds to differ still (Zeller's ddmin), then with the smallest sizes.
 * @param stillDiffers is asked about each candidate; those are always valid traces.
 */
export function shrink(trace: PackedTrace, stillDiffers: (candidate: PackedTrace) => boolean): PackedTrace {
  let best = trace
  let pieces = 2
  while (best.length >= 2) {
    const size = Math.ceil(best.length / pieces)
    let reduced = false
    for (let start = 0; start < best.length && !reduced; start += size) {
      const candidate = without(best, start, start + size)
      if (candidate.length < best.length && stillDiffers(candidate)) {
        best = candidate
        pieces = Math.max(2, pieces - 1)
        reduced = true
      }
    }
    if (reduced) continue
    if (size === 1) break
    pieces = Math.min(best.length, 2 * pieces)
  }
  return withSmallerSizes(best, stillDiffers)
}

/** The trace without some operations, and without those that make no sense any more. */
function without(trace: PackedTrace, from: number, to: number): PackedTrace {
  const live = new Set<number>()
  const kept: number[] = []
  for (let i = 0; i < trace.length; i++) {
    if (i >= from && i < to) continue
    const [kind, id] = [trace.kinds[i] as number, trace.ids[i] as number]
    if ((kind === FREE || kind === REALLOC) && !live.has(id)) continue
    if (kind === MALLOC || kind === CALLOC) {
      if (live.has(id)) continue
      live.add(id)
    }
    if (kind === FREE) live.delete(id)
    kept.push(i)
  }
  return {
    length: kept.length,
    kinds: Uint8Array.from(kept, (i) => trace.kinds[i] as number),
    ids: Int32Array.from(kept, (i) => trace.ids[i] as number),
    bytes: Float64Array.from(kept, (i) => trace.bytes[i] as number),
  }
}

function withSmallerSizes(
  trace: PackedTrace,
  stillDiffers: (candidate: PackedTrace) => boolean,
): PackedTrace {
  let best = trace
  for (let i = 0; i < best.length; i++) {
    for (const size of [1, 16, 512]) {
      if (size >= (best.bytes[i] as number)) break
      const candidate = { ...best, bytes: best.bytes.with(i, size) }
      if (!stillDiffers(candidate)) continue
      best = candidate
      break
    }
  }
  return best
}

/** What to print for a difference: the way to repeat it, the shortest trace, and both answers. */
export function report(sides: Sides, difference: Difference): string {
  const { options, seed } = difference
  const shortest = shrink(difference.trace, (candidate) => differs(sides, candidate, options))
  const text = textOf(shortest)
  const shown =
    shortest.length <= 200 ? text : `${firstLines(shortest, 200)}… ${shortest.length} operations\n`
  return [
    `seed ${seed}, offsets ${options.arenaOffsets}, debug hooks ${options.debugHooks}, slots ${options.slots}`,
    `shortest trace:\n${shown}`,
    `real:\n${runOracle(sides.oracle, text, options).slice(-2000)}`,
    `engine:\n${runEngine(sides.profile, text, options).slice(-2000)}`,
  ].join('\n')
}

const textOf = (trace: PackedTrace): string => [...formatTrace(trace)].join('')

const firstLines = (trace: PackedTrace, count: number): string =>
  Array.from({ length: count }, (_, i) =>
    traceLine(trace.kinds[i] as number, trace.ids[i] as number, trace.bytes[i] as number),
  ).join('')
