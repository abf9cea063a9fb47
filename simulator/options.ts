/** What an allocator is made from. */
import { type Profile, profile, profileFaults } from './constants.ts'
import type { Placement } from './placement.ts'
import { ObmallocState } from './state.ts'

export interface AllocatorOptions {
  /** A profile, or the name of one; default 3.11 on 64 bits. */
  readonly profile?: Profile | string
  /** Where arenas lie. Default: 2 MiB apart, each 0x1000 bytes off alignment, so 63 pools on 64-bit 3.10+. */
  readonly placement?: Placement
  /** `PYTHONMALLOC=debug`: each request grows by `3 * sizeof(size_t)`. Default false. */
  readonly debugHooks?: boolean
  /** Whether steps return events. Default true. */
  readonly events?: boolean
  /** Remember what was asked for each block (pymalloc does not). Default true. */
  readonly tracksRequests?: boolean
  /** The engine's own limit on arenas at once. Default 8,192. */
  readonly maxArenas?: number
}

/** Bytes that the debug hooks add: size, id with guard, guard behind (`PYMEM_DEBUG_EXTRA_BYTES`). */
export const debugExtraBytes = (p: Profile): number => 3 * p.pointerBytes

/** The state behind {@link createAllocator}. @throws RangeError for a profile or placement that cannot be. */
export function createState(options: AllocatorOptions): ObmallocState {
  const chosen = typeof options.profile === 'object' ? options.profile : profile(options.profile)
  const faults = profileFaults(chosen)
  if (faults.length > 0) throw new RangeError(faults.join(' '))
  return new ObmallocState({
    profile: chosen,
    placement: options.placement ?? {},
    debugBytes: options.debugHooks ? debugExtraBytes(chosen) : 0,
    tracksRequests: options.debugHooks || (options.tracksRequests ?? true),
    maxArenas: options.maxArenas ?? 8192,
  })
}
