/**
 * Where arenas lie: the part of the operating system that obmalloc sees through `_PyObject_Arena.alloc`
 * (`_PyObject_ArenaMmap()` in `Objects/obmalloc.c`). The engine invents no addresses of its own: they are injected, as
 * `PyObject_SetArenaAllocator()` injects them in the oracle, so that a run can be repeated to the byte.
 */
import type { Profile } from './constants.ts'

/**
 * A region of slots: slot k lies at `base + k * stride`, and the arena in it at a distance of `misalignment` from there.
 * The lowest free slot is taken first. All in bytes.
 */
export interface RegionPlacement {
  /** Default 0x2000_0000_0000 on 64-bit, 0x4000_0000 on 32-bit. A multiple of ARENA_SIZE. */
  readonly base?: number
  /** Default 2 MiB, or twice ARENA_SIZE where that is more (or the profile is a toy). */
  readonly stride?: number
  /**
   * One distance for all, or a list that is taken in turn, by the count of arenas ever allocated. Default 0x1000, as
   * most processes on Linux see it (half a toy pool for a toy). A multiple of ALIGNMENT.
   */
  readonly misalignment?: number | readonly number[]
  /** How many slots there are; the system refuses an arena when all are taken. Default: no bound. */
  readonly slots?: number
}

/** What a placement function is told. */
export interface PlacementRequest {
  /** How many arenas were allocated before this one. */
  readonly nth: number
  /** Addresses of the arenas that are mapped, by index in `arenas`. */
  readonly live: readonly number[]
}

/**
 * Places each arena, or refuses with null as an operating system out of memory does (the request then falls through to
 * libc). It must be pure: time travel asks it again and expects the same answer.
 */
export type PlacementFunction = (request: PlacementRequest) => number | null

export type Placement = RegionPlacement | PlacementFunction

/** A place for an arena; `slot` is -1 where a function chose it. */
export interface Place {
  readonly address: number
  readonly slot: number
}

/** Answers where the next arena lies, and remembers which slots are taken. */
export class Region {
  readonly base: number
  readonly stride: number
  /** Taken in turn; replaced when the misalignment is switched. */
  misalignment: readonly number[]
  private readonly profile: Profile
  private readonly slots: number
  private readonly choose: PlacementFunction | null
  private taken = new Uint8Array(16)

  constructor(profile: Profile, placement: Placement) {
    this.profile = profile
    const given = typeof placement === 'function' ? {} : placement
    this.choose = typeof placement === 'function' ? placement : null
    this.base = given.base ?? (profile.pointerBytes === 8 ? 0x2000_0000_0000 : 0x4000_0000)
    this.stride = given.stride ?? Math.max(profile.toy ? 0 : 0x20_0000, 2 * profile.ARENA_SIZE)
    this.slots = given.slots ?? Number.POSITIVE_INFINITY
    const misalignment = given.misalignment ?? (profile.toy ? profile.POOL_SIZE / 2 : 0x1000)
    this.misalignment = typeof misalignment === 'number' ? [misalignment] : [...misalignment]
    if (!isMultiple(this.base, profile.ARENA_SIZE))
      throw new RangeError('base must be a multiple of ARENA_SIZE.')
    if (!isMultiple(this.stride, profile.ALIGNMENT))
      throw new RangeError('stride must be a multiple of ALIGNMENT.')
    const fault = this.misalignmentFault(this.misalignment)
    if (fault !== null) throw new RangeError(fault)
  }

  /** Why the list cannot be used, or null. */
  misalignmentFault(list: readonly number[]): string | null {
    if (this.choose !== null && list !== this.misalignment)
      return 'A function places the arenas of this allocator.'
    if (list.length === 0) return 'At least one misalignment is needed.'
    const wrong = list.find(
      (each) => !isMultiple(each, this.profile.ALIGNMENT) || each + this.profile.ARENA_SIZE > this.stride,
    )
    if (wrong === undefined) return null
    return `A misalignment of ${wrong} is not a multiple of ${this.profile.ALIGNMENT} that leaves the arena in its slot.`
  }

  /**
   * The place of the next arena; null when the system refuses. Changes nothing.
   * @throws RangeError when a placement function returns an address that no arena can have.
   */
  next(nth: number, live: Float64Array): Place | null {
    if (this.choose !== null) return this.chosen(this.choose, nth, live)
    const free = this.taken.indexOf(0)
    const slot = free < 0 ? this.taken.length : free
    const address = this.base + slot * this.stride + (this.misalignment[nth % this.misalignment.length] ?? 0)
    return slot < this.slots && this.fits(address) ? { address, slot } : null
  }

  take(slot: number): void {
    if (slot < 0) return
    if (slot >= this.taken.length) {
      const wider = new Uint8Array(2 * this.taken.length)
      wider.set(this.taken)
      this.taken = wider
    }
    this.taken[slot] = 1
  }

  giveBack(slot: number): void {
    if (slot >= 0) this.taken[slot] = 0
  }

  /** Forgets which slots are taken. */
  clear(): void {
    this.taken.fill(0)
  }

  private fits(address: number): boolean {
    const end = this.profile.pointerBytes === 8 ? 2 ** 47 : 2 ** 32
    return address + this.profile.ARENA_SIZE <= end
  }

  private chosen(choose: PlacementFunction, nth: number, addresses: Float64Array): Place | null {
    const live = Array.from(addresses).filter((each) => each !== 0)
    const address = choose({ nth, live })
    if (address === null) return null
    if (!(address > 0) || !isMultiple(address, this.profile.ALIGNMENT) || !this.fits(address))
      throw new RangeError(`The placement returned ${address}, which is no address for an arena.`)
    const size = this.profile.ARENA_SIZE
    const other = live.find((each) => Math.abs(each - address) < size)
    if (other !== undefined)
      throw new RangeError(
        `The placement returned 0x${address.toString(16)}, where the arena at 0x${other.toString(16)} lies.`,
      )
    return { address, slot: -1 }
  }
}

const isMultiple = (n: number, of: number) => Number.isSafeInteger(n) && n >= 0 && n % of === 0
