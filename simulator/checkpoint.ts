/**
 * Copies of a whole state, for time travel. A state is typed arrays and numbers, so a copy is a few `slice` calls; what
 * can be derived (slots that are taken, the map of arenas) is rebuilt.
 */
import { ARENA_WORDS, type ObmallocState, POOL_WORDS, SLOT } from './state.ts'

type Globals = Readonly<
  Pick<
    ObmallocState,
    | 'usable_arenas'
    | 'unused_arena_objects'
    | 'maxarenas'
    | 'narenas_currently_allocated'
    | 'ntimes_arena_allocated'
    | 'narenas_highwater'
    | 'raw_allocated_blocks'
    | 'rawSerial'
  >
>

/** A state as it was. Immutable. */
export interface Checkpoint {
  readonly pool: Int32Array
  readonly links: Uint16Array
  readonly arena: Int32Array
  readonly arenaAddress: Float64Array
  readonly placedAt: Float64Array
  readonly firstPool: Float64Array
  readonly nfp2lasta: Int32Array
  readonly rawLive: Int32Array
  readonly requests: Uint16Array | null
  readonly rawRequests: Float64Array | null
  readonly misalignment: readonly number[]
  readonly nodes: { readonly mid: readonly number[]; readonly bot: readonly number[] }
  readonly globals: Globals
  /** Memory that the copy takes. */
  readonly byteLength: number
}

/** One more than the highest index of an arena that is mapped: what lies behind it is of no account. */
function arenasInUse(s: ObmallocState): number {
  for (let a = s.maxarenas; a > 0; a--) if (s.arenaAddress[a - 1] !== 0) return a
  return 0
}

export function saveState(s: ObmallocState): Checkpoint {
  const pools = s.poolNumber(arenasInUse(s))
  const arrays = {
    pool: s.pool.slice(0, pools * POOL_WORDS),
    links: s.links.slice(0, pools << s.granuleBits),
    arena: s.arena.slice(),
    arenaAddress: s.arenaAddress.slice(),
    placedAt: s.placedAt.slice(),
    firstPool: s.firstPool.slice(),
    nfp2lasta: s.nfp2lasta.slice(),
    rawLive: s.rawLive.slice(0, (s.rawSerial >> 5) + 1),
    requests: s.requests?.slice(0, pools << s.granuleBits) ?? null,
    rawRequests: s.rawRequests?.slice(0, s.rawSerial + 1) ?? null,
  }
  const nodes = s.arenaMap.nodes()
  const byteLength = Object.values(arrays).reduce((sum, array) => sum + (array?.byteLength ?? 0), 0)
  const globals: Globals = {
    usable_arenas: s.usable_arenas,
    unused_arena_objects: s.unused_arena_objects,
    maxarenas: s.maxarenas,
    narenas_currently_allocated: s.narenas_currently_allocated,
    ntimes_arena_allocated: s.ntimes_arena_allocated,
    narenas_highwater: s.narenas_highwater,
    raw_allocated_blocks: s.raw_allocated_blocks,
    rawSerial: s.rawSerial,
  }
  return { ...arrays, misalignment: s.region.misalignment, nodes, globals, byteLength }
}

/**
 * Puts a state back as it was when the checkpoint was taken from it. The arrays never shrink, so those of the state are
 * at least as long as the copies.
 */
export function restoreState(s: ObmallocState, from: Checkpoint): void {
  restoreArray(s.pool, from.pool)
  restoreArray(s.links, from.links)
  restoreArray(s.rawLive, from.rawLive)
  if (s.requests !== null && from.requests !== null) restoreArray(s.requests, from.requests)
  if (s.rawRequests !== null && from.rawRequests !== null) restoreArray(s.rawRequests, from.rawRequests)
  s.arena = from.arena.slice()
  s.arenaAddress = from.arenaAddress.slice()
  s.placedAt = from.placedAt.slice()
  s.firstPool = from.firstPool.slice()
  s.nfp2lasta = from.nfp2lasta.slice()

  const { globals } = from
  s.usable_arenas = globals.usable_arenas
  s.unused_arena_objects = globals.unused_arena_objects
  s.maxarenas = globals.maxarenas
  s.narenas_currently_allocated = globals.narenas_currently_allocated
  s.ntimes_arena_allocated = globals.ntimes_arena_allocated
  s.narenas_highwater = globals.narenas_highwater
  s.raw_allocated_blocks = globals.raw_allocated_blocks
  s.rawSerial = globals.rawSerial
  s.eventWords = 0

  s.region.misalignment = from.misalignment
  s.region.clear()
  s.arenaMap.reset(from.nodes)
  for (let a = 0; a < s.maxarenas; a++) {
    const address = s.arenaAddress[a] as number
    if (address === 0) continue
    s.region.take(s.arena[a * ARENA_WORDS + SLOT] as number)
    s.arenaMap.mark(address, a)
  }
}

/** Behind the copy everything is cleared, so that no mark of a live block stays from the time that was left. */
function restoreArray(
  to: Int32Array | Uint16Array | Float64Array,
  from: Int32Array | Uint16Array | Float64Array,
): void {
  to.set(from)
  to.fill(0, from.length)
}

/** Memory that a state's arrays take, in bytes. */
export function stateBytes(s: ObmallocState): number {
  const arrays = [
    ...[s.pool, s.links, s.arena, s.arenaAddress, s.placedAt, s.firstPool],
    ...[s.requests, s.rawRequests, s.rawLive],
  ]
  return arrays.reduce((sum, array) => sum + (array?.byteLength ?? 0), 0)
}
