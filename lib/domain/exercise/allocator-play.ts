/**
 * A play in the allocator: one engine for each state of the world, the blocks by the ids of the play, and what happened so
 * far. Addresses are relative to the region in which the first state's arenas lie, as lessons print them: 0x4030.
 */
import {
  Allocator,
  type AllocatorEvent,
  AllocatorRefusal,
  createAllocator,
  type Pointer,
  profile,
} from '#simulator/index.ts'
import type { PlayStep } from './play-text.ts'

/** What an exercise's allocator is made of. */
export interface AllocatorWorld {
  /** A name of the engine's `profileNames`. */
  profile: string
  /** How far arenas lie off alignment, in bytes; a list is taken in turn. */
  misalignment: number | readonly number[]
  debugHooks: boolean
  /** Names of the states: one letter each, `A` first. */
  states: readonly string[]
}

/** Relative to the region's base; libc's blocks have no address in the model. */
export type Address = number | `raw#${number}`

export interface LiveBlock {
  id: number
  state: string
  pointer: Pointer
}

/** An event of the engine with relative addresses, and the state that it happened in. */
export type PlayEvent = AllocatorEvent & { state: string }

export interface Query {
  state: string
  id: number
  /** The state that handed the block out. */
  owner: string
  address: Address
  inRange: boolean
  /** Arenas of the state that was asked. */
  arenas: number
}

/** Requests so far, start state not counted. */
export interface Tally {
  /** Every single request. */
  calls: number
  /** malloc and calloc. */
  mallocs: number
  reallocs: number
  frees: number
  /** Pools whose last live block was freed. */
  poolFrees: number
}

/** A step that cannot be taken, in a sentence for a person. */
export class PlayRefusal extends Error {
  override readonly name = 'PlayRefusal'
}

/** Further states lie this far behind the first: far enough for any exercise, near enough to read. */
const STATE_STRIDE = 0x4000_0000

/** Fields of events that are addresses; VECTOR_GROWN's `from` and `to` are not. */
const addressFields = ['address', 'pool']
const movedFields = ['from', 'to', 'pool']

/** The event with its addresses relative to a base. */
export function relativeEvent(event: AllocatorEvent, base: number): AllocatorEvent {
  const told: Record<string, unknown> = { ...event }
  for (const field of event.type === 'REALLOC_MOVED' ? movedFields : addressFields)
    if (typeof told[field] === 'number') told[field] = told[field] - base
  return told as unknown as AllocatorEvent
}

export class AllocatorPlay {
  readonly world: AllocatorWorld
  readonly tally: Tally = { calls: 0, mallocs: 0, reallocs: 0, frees: 0, poolFrees: 0 }
  /** Events since the start, in order. */
  readonly events: PlayEvent[] = []
  /** What allocating requests returned, in order. */
  readonly results: Address[] = []
  readonly queries: Query[] = []
  /** Live blocks, oldest id first handed out. */
  readonly blocks = new Map<number, LiveBlock>()
  /** The highest id that was ever handed out, live or not. */
  highestId = 0
  /** Events of the last step. */
  lastEvents: PlayEvent[] = []
  private readonly heaps = new Map<string, Allocator>()
  private readonly byType = new Map<string, PlayEvent[]>()
  private readonly base: number

  /** @throws PlayRefusal when the start cannot be played */
  constructor(world: AllocatorWorld, start: readonly PlayStep[]) {
    this.world = world
    const { pointerBytes } = profile(world.profile)
    this.base = pointerBytes === 8 ? 0x2000_0000_0000 : 0x4000_0000
    for (const [i, state] of world.states.entries())
      this.heaps.set(
        state,
        createAllocator({
          profile: world.profile,
          placement: { base: this.base + i * STATE_STRIDE, misalignment: world.misalignment },
          debugHooks: world.debugHooks,
          events: false,
        }),
      )
    for (const step of start) this.take(step)
    // The start is what the learner finds, not what they did: it has no events and counts nowhere.
    for (const [state, heap] of this.heaps) this.heaps.set(state, new Allocator(heap.state, true))
    Object.assign(this.tally, { calls: 0, mallocs: 0, reallocs: 0, frees: 0, poolFrees: 0 })
    this.results.length = 0
    this.queries.length = 0
  }

  heap(state: string): Allocator {
    const heap = this.heaps.get(state)
    if (!heap) throw new PlayRefusal(`There is no state ${state} here.`)
    return heap
  }

  /** Events of one type since the start: what goals ask for. */
  eventsOf(type: string): readonly PlayEvent[] {
    return this.byType.get(type) ?? []
  }

  relative(pointer: Pointer): Address {
    return typeof pointer === 'number' ? pointer - this.base : pointer
  }

  absolute(address: number): number {
    return address + this.base
  }

  /** Takes a step. What it did before a refusal stands: a caller that wants it undone plays again from the start. @throws PlayRefusal */
  take(step: PlayStep): void {
    this.lastEvents = []
    try {
      this.perform(step)
    } catch (error) {
      if (error instanceof AllocatorRefusal) throw new PlayRefusal(error.message)
      throw error
    } finally {
      for (const event of this.lastEvents) {
        this.events.push(event)
        const alike = this.byType.get(event.type)
        if (alike) alike.push(event)
        else this.byType.set(event.type, [event])
        if (event.type === 'POOL_EMPTY') this.tally.poolFrees++
      }
    }
  }

  private perform(step: PlayStep): void {
    switch (step.kind) {
      case 'malloc':
        for (const id of step.ids.list) this.takeNew(id, step.state, (heap) => heap.malloc(step.bytes))
        break
      case 'calloc':
        for (const id of step.ids.list)
          this.takeNew(id, step.state, (heap) => heap.calloc(step.count, step.bytes))
        break
      case 'realloc':
        for (const id of step.ids.list) this.resize(id, step.state, step.bytes)
        break
      case 'free':
        for (const id of step.ids.list) this.free(id, step.state)
        break
      case 'empty-pools':
        this.emptyPools(step.state, step.arena, step.pools)
        break
      case 'misalign':
        this.heap(step.state).misalign(step.bytes)
        break
      case 'query':
        this.query(step.state, step.id)
        break
      default:
        throw new PlayRefusal('This step is not one of the allocator.')
    }
  }

  private takeNew(id: number, state: string, request: (heap: Allocator) => ReturnType<Allocator['malloc']>) {
    if (this.blocks.has(id)) throw new PlayRefusal(`Block ${id} is live already.`)
    const { pointer, events } = request(this.heap(state))
    this.note(state, events)
    this.keep(id, state, pointer)
    this.tally.calls++
    this.tally.mallocs++
  }

  private resize(id: number, state: string, bytes: number): void {
    const block = this.block(id)
    const { pointer, events } = this.ownHeap(block, state).realloc(block.pointer, bytes)
    this.note(state, events)
    this.keep(id, state, pointer)
    this.tally.calls++
    this.tally.reallocs++
  }

  private free(id: number, state: string): void {
    const block = this.block(id)
    const { events } = this.ownHeap(block, state).free(block.pointer)
    this.note(state, events)
    this.blocks.delete(id)
    this.tally.calls++
    this.tally.frees++
  }

  private keep(id: number, state: string, pointer: Pointer): void {
    this.blocks.set(id, { id, state, pointer })
    this.highestId = Math.max(this.highestId, id)
    this.results.push(this.relative(pointer))
  }

  private block(id: number): LiveBlock {
    const block = this.blocks.get(id)
    if (!block) throw new PlayRefusal(`There is no live block ${id}.`)
    return block
  }

  private ownHeap(block: LiveBlock, state: string): Allocator {
    if (block.state !== state)
      throw new PlayRefusal(
        `Block ${block.id} is ${block.state}'s. ${state} would not find it in its arenas and would pass it to libc's free, which ends the process.`,
      )
    return this.heap(state)
  }

  private emptyPools(state: string, arena: number, pools: number): void {
    const heap = this.heap(state)
    const inUse = heap.pools().filter((pool) => pool.arenaindex === arena && pool.count > 0)
    if (inUse.length < pools)
      throw new PlayRefusal(`Arena ${arena} has ${inUse.length} pools in use, fewer than ${pools}.`)
    const chosen = new Set(inUse.slice(0, pools).map((pool) => pool.address))
    const { POOL_SIZE } = heap.profile
    const doomed = [...this.blocks.values()].filter(
      ({ pointer, state: of }) =>
        of === state && typeof pointer === 'number' && chosen.has(pointer - (pointer % POOL_SIZE)),
    )
    doomed.sort((a, b) => Number(a.pointer) - Number(b.pointer))
    for (const { id } of doomed) this.free(id, state)
  }

  private query(state: string, id: number): void {
    const { pointer, state: owner } = this.block(id)
    if (typeof pointer !== 'number')
      throw new PlayRefusal(`Block ${id} is libc's, whose addresses are outside the model.`)
    const heap = this.heap(state)
    this.queries.push({
      state,
      id,
      owner,
      address: this.relative(pointer),
      inRange: heap.addressInRange(pointer),
      arenas: heap.arenas().length,
    })
    this.tally.calls++
  }

  private note(state: string, events: readonly AllocatorEvent[]): void {
    for (const event of events) this.lastEvents.push({ ...relativeEvent(event, this.base), state })
  }
}
