/** The set-up in which traces are recorded and simulated: fixed slots, one offset for all arenas. */
import { createState } from './allocator.ts'
import { type Profile, profile } from './constants.ts'
import type { RegionPlacement } from './placement.ts'
import { Simulation } from './simulate.ts'

export interface TraceSimulationOptions {
  readonly profile?: Profile | string
  /** Distance of each arena from its slot, in bytes; default 0. */
  readonly arenaOffset?: number
}

/**
 * Where a recording's arenas lie: slot k at `0x100000000000 + k × 0x200000 + offset`. A 32-bit address space has no such
 * address, so its slots begin at 0x10000000; recordings name slots and offsets, not addresses.
 */
export function tracePlacement(p: Profile, arenaOffset: number): RegionPlacement {
  const stride = Math.max(0x20_0000, p.ARENA_SIZE === 0x20_0000 ? 0x40_0000 : 0)
  return { base: p.pointerBytes === 8 ? 0x1000_0000_0000 : 0x1000_0000, stride, misalignment: arenaOffset }
}

/** A simulation that is fed a trace and writes the recording; see `simulate.ts`. @throws RangeError */
export function createTraceSimulation(
  options: TraceSimulationOptions,
  write: (text: string) => void,
): Simulation {
  const chosen = typeof options.profile === 'object' ? options.profile : profile(options.profile)
  const placement = tracePlacement(chosen, options.arenaOffset ?? 0)
  return new Simulation(
    createState({ profile: chosen, placement, tracksRequests: false, maxArenas: 32_768 }),
    write,
  )
}
