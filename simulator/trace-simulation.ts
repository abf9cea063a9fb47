/** The set-up in which traces are recorded and simulated: fixed slots, one offset for all arenas. */

import { type Profile, profile } from './constants.ts'
import { createState } from './options.ts'
import type { RegionPlacement } from './placement.ts'
import { Simulation } from './simulate.ts'
import type { ObmallocState } from './state.ts'

export interface TraceSimulationOptions {
  readonly profile?: Profile | string
  /** Distance of each arena from its slot, in bytes, or a list that is taken in turn; default 0. */
  readonly arenaOffset?: number | readonly number[]
  /** How many slots there are before the system refuses; default no bound. */
  readonly slots?: number
  /** Whether the debug hooks are on; default false. Odd ids then belong to the domain `mem`, even ones to `object`. */
  readonly debugHooks?: boolean
}

/**
 * Where a recording's arenas lie: slot k at `0x100000000000 + k × 0x200000 + offset`. A 32-bit address space has no such
 * address, so its slots begin at 0x10000000; recordings name slots and offsets, not addresses.
 */
function tracePlacement(p: Profile, arenaOffset: number | readonly number[]): RegionPlacement {
  const stride = Math.max(0x20_0000, p.ARENA_SIZE === 0x20_0000 ? 0x40_0000 : 0)
  return { base: p.pointerBytes === 8 ? 0x1000_0000_0000 : 0x1000_0000, stride, misalignment: arenaOffset }
}

/** A simulation that is fed a trace and writes the recording; see `simulate.ts`. @throws RangeError */
export function createTraceSimulation(
  options: TraceSimulationOptions,
  write: (text: string) => void,
): Simulation {
  return new Simulation(createTraceState(options), write)
}

/** The state that {@link createTraceSimulation} starts from. */
export function createTraceState(options: TraceSimulationOptions): ObmallocState {
  const chosen = typeof options.profile === 'object' ? options.profile : profile(options.profile)
  const placement = { ...tracePlacement(chosen, options.arenaOffset ?? 0), slots: options.slots }
  const { debugHooks = false } = options
  return createState({ profile: chosen, placement, debugHooks, tracksRequests: false, maxArenas: 32_768 })
}
