/**
 * The public face: an allocator whose steps are values. See `README.md` for examples.
 *
 * The decisions are taken in `pymalloc.ts` and `arena.ts`; this module translates addresses, collects events and reads the
 * state.
 */
import { findPool, type Pointer, poolAddress, type RawPointer, toPointer, whereIs } from './addresses.ts'
import type { Profile } from './constants.ts'
import { type AllocatorEvent, decodeEvents } from './events.ts'
import * as inspect from './inspect.ts'
import { checkInvariants } from './invariants.ts'
import { type AllocatorOptions, createState } from './options.ts'
import { AllocatorRefusal } from './refusal.ts'
import {
  checkSize,
  type Domain,
  requestCalloc,
  requestFree,
  requestMalloc,
  requestOf,
  requestRealloc,
  toHandle,
} from './requests.ts'
import type { ObmallocState } from './state.ts'
import { type AllocatorStats, stats, statsText } from './stats.ts'

/** One request, as data. Sizes in bytes; `domain` defaults to `object`. */
export type Operation =
  | { readonly op: 'malloc'; readonly bytes: number; readonly domain?: Domain }
  | { readonly op: 'calloc'; readonly count: number; readonly bytes: number; readonly domain?: Domain }
  | {
      readonly op: 'realloc'
      readonly pointer: Pointer | null
      readonly bytes: number
      readonly domain?: Domain
    }
  | { readonly op: 'free'; readonly pointer: Pointer | null; readonly domain?: Domain }
  /** Changes how far the arenas to come lie off alignment. */
  | { readonly op: 'misalign'; readonly bytes: number | readonly number[] }

/** What a step returned and did. `pointer` is null for free and misalign. */
export interface Step {
  readonly pointer: Pointer | null
  readonly events: readonly AllocatorEvent[]
}

/** A step, or why it was refused. A refused step changed nothing. */
export type Outcome =
  | (Step & { readonly ok: true })
  | { readonly ok: false; readonly refusal: AllocatorRefusal }

/** Makes an allocator in the state in which a process starts: no arena, every list empty. */
export function createAllocator(options: AllocatorOptions = {}): Allocator {
  return new Allocator(createState(options), options.events ?? true)
}

const noEvents: readonly AllocatorEvent[] = Object.freeze([])

export class Allocator {
  /** The engine's state, for the modules of this folder; everything else reads through the methods. */
  readonly state: ObmallocState

  constructor(state: ObmallocState, events: boolean) {
    this.state = state
    state.recording = events
  }

  get profile(): Profile {
    return this.state.profile
  }

  /** @throws AllocatorRefusal for a size that is no size, or when the engine is out of arenas. */
  malloc(bytes: number, domain: Domain = 'object'): Step & { readonly pointer: Pointer } {
    return this.took(requestMalloc(this.state, bytes, domain))
  }

  /** `count × bytes`, zeroed. @throws AllocatorRefusal as malloc. */
  calloc(count: number, bytes: number, domain: Domain = 'object'): Step & { readonly pointer: Pointer } {
    return this.took(requestCalloc(this.state, count, bytes, domain))
  }

  /** `pointer` null makes it a malloc. @throws AllocatorRefusal as malloc and free. */
  realloc(
    pointer: Pointer | null,
    bytes: number,
    domain: Domain = 'object',
  ): Step & { readonly pointer: Pointer } {
    checkSize(this.state, bytes)
    return this.took(requestRealloc(this.state, toHandle(this.state, pointer), bytes, domain))
  }

  /** `pointer` null does nothing. @throws AllocatorRefusal for every pointer that is not a live block. */
  free(pointer: Pointer | null, domain: Domain = 'object'): Step {
    requestFree(this.state, toHandle(this.state, pointer), domain)
    return { pointer: null, events: this.happened() }
  }

  /** The arenas to come lie this many bytes off alignment: one number, or a list that is taken in turn. */
  misalign(bytes: number | readonly number[]): Step {
    const list = typeof bytes === 'number' ? [bytes] : [...bytes]
    const fault = this.state.region.misalignmentFault(list)
    if (fault !== null) throw new AllocatorRefusal('bad-placement', fault)
    this.state.region.misalignment = list
    return { pointer: null, events: noEvents }
  }

  /** Any operation, as a value; refusals come back as values too. */
  apply(operation: Operation): Outcome {
    try {
      return { ok: true, ...this.perform(operation) }
    } catch (error) {
      if (error instanceof AllocatorRefusal) return { ok: false, refusal: error }
      throw error
    }
  }

  /** Every carved pool of every arena, by arena and address. */
  pools(): inspect.PoolView[] {
    const s = this.state
    return inspect.liveArenas(s).flatMap((a) => inspect.carvedPools(s, a).map((p) => inspect.poolView(s, p)))
  }

  /** The pool that an address lies in (rounded down, as `POOL_ADDR()` does); null when there is none. */
  pool(address: number): inspect.PoolView | null {
    const found = findPool(this.state, address)
    return found < 0 ? null : inspect.poolView(this.state, found)
  }

  /** Free list of the pool that an address lies in; the next block to be handed out first. */
  freeList(address: number): number[] {
    const found = findPool(this.state, address)
    return found < 0 ? [] : inspect.freeList(this.state, found)
  }

  /** One byte a block of the pool, by address: 0 virgin, 1 free, 2 live. Null when there is no pool. */
  blockStates(address: number): Uint8Array | null {
    const found = findPool(this.state, address)
    return found < 0 ? null : inspect.blockStates(this.state, found)
  }

  /** Pools in the `usedpools` ring of a class, the next to serve first. */
  ring(sizeClass: number): number[] {
    if (!(sizeClass >= 0 && sizeClass < this.state.classes))
      throw new RangeError(`There is no size class ${sizeClass}.`)
    return inspect.ringPools(this.state, sizeClass).map((p) => poolAddress(this.state, p))
  }

  /** All arenas that are mapped, by index. */
  arenas(): inspect.ArenaView[] {
    return inspect.liveArenas(this.state).map((a) => inspect.arenaView(this.state, a))
  }

  /** An arena by its index in `arenas`; null when that entry has none. */
  arena(index: number): inspect.ArenaView | null {
    return this.state.arenaAddress[index] ? inspect.arenaView(this.state, index) : null
  }

  /** `usable_arenas` from the head, as indices. */
  usableArenas(): number[] {
    return inspect.usableArenas(this.state)
  }

  /** The same list from its tail, by the `prevarena` links. */
  usableArenasBackwards(): number[] {
    return inspect.usableArenasBackwards(this.state)
  }

  unusedArenaObjects(): number[] {
    return inspect.unusedArenaObjects(this.state)
  }

  nfp2lasta(): (number | null)[] {
    return inspect.nfp2lasta(this.state)
  }

  counters(): inspect.Counters {
    return inspect.counters(this.state)
  }

  /** Live libc blocks, oldest first. */
  rawBlocks(): RawPointer[] {
    return inspect.liveRawBlocks(this.state)
  }

  /** `address_in_range()`: does the address lie in one of our arenas? */
  addressInRange(address: number): boolean {
    return this.state.arenaMap.find(address, this.state.arenaAddress) >= 0
  }

  /** What lies at an address: a live, free or virgin block, the inside of one, a header, nothing. */
  whatIsAt(address: number): ReturnType<typeof whereIs>['kind'] {
    return whereIs(this.state, address).kind
  }

  /** What was asked for a live block, without debug bytes; null where requests are not tracked. */
  request(pointer: Pointer): { bytes: number; domain: Domain } | null {
    return requestOf(this.state, toHandle(this.state, pointer))
  }

  /** The numbers of `_PyObject_DebugMallocStats()`. */
  stats(): AllocatorStats {
    return stats(this.state)
  }

  /** Its text, byte for byte. */
  statsText(): string {
    return statsText(this.state)
  }

  /** Every broken invariant as a sentence; empty when all hold. */
  invariantFaults(): string[] {
    return checkInvariants(this.state)
  }

  private perform(operation: Operation): Step {
    switch (operation.op) {
      case 'malloc':
        return this.malloc(operation.bytes, operation.domain)
      case 'calloc':
        return this.calloc(operation.count, operation.bytes, operation.domain)
      case 'realloc':
        return this.realloc(operation.pointer, operation.bytes, operation.domain)
      case 'free':
        return this.free(operation.pointer, operation.domain)
      case 'misalign':
        return this.misalign(operation.bytes)
    }
  }

  private took(handle: number): Step & { readonly pointer: Pointer } {
    const pointer = toPointer(this.state, handle)
    if (pointer === null) throw new RangeError('A request returned no block.')
    return { pointer, events: this.happened() }
  }

  private happened(): readonly AllocatorEvent[] {
    const s = this.state
    if (s.eventWords === 0) return noEvents
    const events = decodeEvents(s, s.events, s.eventWords)
    s.eventWords = 0
    return events
  }
}
