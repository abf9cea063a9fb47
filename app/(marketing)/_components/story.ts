import {
  type ArenaPicture,
  arenaPictures,
  cellOfPool,
  hex,
  type PoolPicture,
  poolPicture,
} from '#components/allocator/heap-picture.ts'
import { type Allocator, createAllocator } from '#simulator/index.ts'
import { mostTelling, type Told } from './tell.ts'

/** Everything that the figure on the front page shows. Plain data: the server draws the first one. */
export interface StoryFrame {
  arenas: ArenaPicture[]
  /** The arena and the cell that the last request touched. */
  touched: { arena: number; cell: number } | null
  pool: PoolPicture | null
  /** What happened, newest first. */
  lines: Told[]
  liveBlocks: number
  /** What the free button would free: the visitor's newest block, or the story's. */
  newest: string | null
}

/** Requests of sizes whose pools have few enough blocks that one sees them fill. */
const sizes = [512, 256, 384, 160, 448, 128, 320, 208] as const

/** How many requests one beat of the story has. */
export const requestsPerBeat = 60

/** The page opens when the second arena has begun, and has so many free pools left. */
const openingFreePools = 47

/** Free pools of the second arena at which requests stop coming and blocks start to go back. */
const turningPoint = 20

/** A heap that lives, on a simulated CPython 3.11: without end, and the same way each time. */
export class Story {
  readonly heap: Allocator = createAllocator()
  private live: number[] = []
  /** What goes back next; while it is empty, requests come in. */
  private leaving: number[] = []
  private stage: 'filling' | 'thinning' | 'draining' = 'filling'
  private readonly visitors: number[] = []
  private random = 7
  private lines: StoryFrame['lines'] = []
  private last: number | null = null

  /** Runs so many requests and tells the most telling thing that happened. @returns whether it deserves a pause */
  advance(requests: number): boolean {
    let best: Told | null = null
    for (let i = 0; i < requests && !best?.notable; i++) best = mostTelling(this.request(), best)
    if (best) this.note(best)
    return best?.notable ?? false
  }

  /** The visitor's own request. */
  malloc(bytes: number): string {
    const { pointer, events } = this.heap.malloc(bytes)
    if (typeof pointer !== 'number') return 'libc'
    this.visitors.push(pointer)
    this.last = pointer
    const best = mostTelling(events)
    if (best) this.note(best)
    return hex(pointer)
  }

  /** Gives back the newest block: the visitor's own first, then the story's. @returns its address */
  free(): string | null {
    const pointer = this.visitors.pop() ?? this.live.pop()
    if (pointer === undefined) return null
    this.leaving = this.leaving.filter((each) => each !== pointer)
    const best = mostTelling(this.heap.free(pointer).events)
    this.last = pointer
    if (best) this.note(best)
    return hex(pointer)
  }

  frame(): StoryFrame {
    const pool = this.last === null ? null : this.heap.pool(this.last)
    const arena = pool && this.heap.arenas().find((each) => each.index === pool.arenaindex)
    const newest = this.visitors.at(-1) ?? this.live.at(-1)
    return {
      arenas: arenaPictures(this.heap),
      touched:
        pool && arena ? { arena: arena.index, cell: cellOfPool(this.heap, arena, pool.address) } : null,
      pool: this.last === null ? null : poolPicture(this.heap, this.last),
      lines: this.lines,
      liveBlocks: this.heap.counters().allocatedBlocks,
      newest: newest === undefined ? null : hex(newest),
    }
  }

  private note(told: Told): void {
    this.lines = [told, ...this.lines].slice(0, 5)
  }

  private pick(below: number): number {
    this.random = (this.random * 48_271) % 2_147_483_647
    return this.random % below
  }

  private request() {
    const pointer = this.leaving.pop()
    if (pointer !== undefined) {
      this.last = pointer
      const { events } = this.heap.free(pointer)
      if (this.leaving.length === 0) this.turn()
      return events
    }
    const step = this.heap.malloc(sizes[this.pick(sizes.length)] ?? 512)
    if (typeof step.pointer === 'number') {
      this.live.push(step.pointer)
      this.last = step.pointer
    }
    const [, second] = this.heap.arenas()
    if (second && second.nfreepools <= turningPoint) this.turn()
    return step.events
  }

  /** Filling, then thinning out here and there, then draining arena by arena, then filling again. */
  private turn(): void {
    if (this.stage === 'filling') {
      this.stage = 'thinning'
      this.leaving = this.live.filter((_, index) => index % 3 === 0)
    } else if (this.stage === 'thinning') {
      this.stage = 'draining'
      // Taken from the end: the lowest addresses, so the first arena, go first.
      this.leaving = this.live.toSorted((a, b) => b - a)
    } else {
      this.stage = 'filling'
    }
    const leaving = new Set(this.leaving)
    this.live = this.live.filter((pointer) => !leaving.has(pointer))
  }
}

/** The story as far as the page's opening. */
export function openStory(): Story {
  const story = new Story()
  while ((story.heap.arenas()[1]?.nfreepools ?? Number.POSITIVE_INFINITY) > openingFreePools)
    story.advance(requestsPerBeat)
  return story
}
