/**
 * What a recorded run did over time: the steps at which rare things happened, and how much was in use. Made by walking the run
 * once; what the step log can tell is not kept a second time.
 */
import { type EventName, eachEvent, eventNames } from './event-buffer.ts'
import type { Recording } from './recording.ts'

/** Happen in nearly every step, so nobody looks for the next one. */
const common: readonly EventName[] = ['HIT', 'EXTEND', 'BLOCK_FREED']
const isRare = eventNames.map((name) => !common.includes(name))
const ARENA_NEW = eventNames.indexOf('ARENA_NEW')
const ARENA_RELEASED = eventNames.indexOf('ARENA_RELEASED')

/** So many steps of a run, from `step` on. */
export interface Stretch {
  readonly step: number
  /** Bytes in blocks that are handed out, rounded up to their classes: at the start, and the most. */
  readonly inUse: number
  readonly mostInUse: number
  /** Arenas: at the start, and the most. */
  readonly arenas: number
  readonly mostArenas: number
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const MOST_STRETCHES = 2048

export class Chronicle {
  private readonly run: Recording
  private readonly steps: number[][] = eventNames.map(() => [])
  private read = 0
  private inUse = 0
  private arenas = 0
  private perStretch = 1
  private list: Mutable<Stretch>[] = []

  constructor(run: Recording) {
    this.run = run
  }

  /** Up to which position the run has been read. */
  get length(): number {
    return this.read
  }

  /** Reads on to the end of the run; leaves the run there. */
  readOn(): void {
    const { run } = this
    run.seek(this.read)
    run.walk(run.length, (step, words, length) => {
      this.begin(step)
      eachEvent(words, length, (kind) => {
        if (!isRare[kind]) return
        const steps = this.steps[kind] as number[]
        if (steps.at(-1) !== step) steps.push(step)
        if (kind === ARENA_NEW) this.arenas++
        if (kind === ARENA_RELEASED) this.arenas--
      })
      this.note(step)
      return false
    })
    this.read = run.length
  }

  /** Forgets what came after a position. The run may already be different from there on. */
  truncate(position: number): void {
    if (position >= this.read) return
    const keep = Math.floor(position / this.perStretch)
    const cut = this.list[keep]
    // What is left of the stretch that is cut through is read again.
    this.read = keep * this.perStretch
    if (cut) {
      this.inUse = cut.inUse
      this.arenas = cut.arenas
    }
    this.list.length = Math.min(this.list.length, keep)
    for (const steps of this.steps) while ((steps.at(-1) ?? 0) > this.read) steps.pop()
  }

  /** The run in at most 2,048 stretches of equal length (the last one may be shorter). */
  get stretches(): readonly Stretch[] {
    return this.list
  }

  /** How often something happened. Zero for what happens in nearly every step, which is not counted. */
  times(event: EventName): number {
    return (this.steps[eventNames.indexOf(event)] as number[]).length
  }

  /** The first step behind a position in which one of these happened; null when there is none. */
  next(events: readonly EventName[], position: number): number | null {
    const found = this.eachList(events).map((steps) => steps[firstAbove(steps, position)])
    return smallest(found, (a, b) => a - b)
  }

  /** The last step before a position in which one of these happened; null when there is none. */
  previous(events: readonly EventName[], position: number): number | null {
    const found = this.eachList(events).map((steps) => steps[firstAbove(steps, position - 1) - 1])
    return smallest(found, (a, b) => b - a)
  }

  private eachList(events: readonly EventName[]): number[][] {
    return events.map((event) => this.steps[eventNames.indexOf(event)] as number[])
  }

  /** Begins a stretch where one is due: before the step. */
  private begin(step: number): void {
    if ((step - 1) % this.perStretch !== 0) return
    if (this.list.length === MOST_STRETCHES) this.merge()
    if ((step - 1) % this.perStretch !== 0) return
    const { inUse, arenas } = this
    this.list.push({ step: step - 1, inUse, mostInUse: inUse, arenas, mostArenas: arenas })
  }

  private note(step: number): void {
    this.inUse += this.run.bytesTaken(step)
    const last = this.list.at(-1)
    if (!last) return
    last.mostInUse = Math.max(last.mostInUse, this.inUse)
    last.mostArenas = Math.max(last.mostArenas, this.arenas)
  }

  private merge(): void {
    this.perStretch *= 2
    this.list = this.list.flatMap((stretch, i) => {
      const next = this.list[i + 1]
      if (i % 2 === 1) return []
      if (!next) return [stretch]
      return [
        {
          ...stretch,
          mostInUse: Math.max(stretch.mostInUse, next.mostInUse),
          mostArenas: Math.max(stretch.mostArenas, next.mostArenas),
        },
      ]
    })
  }
}

/** Index of the first entry above `n`, in a list that ascends. */
function firstAbove(list: readonly number[], n: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as number) > n) high = middle
    else low = middle + 1
  }
  return low
}

function smallest(found: readonly (number | undefined)[], order: (a: number, b: number) => number) {
  const [first] = found.filter((step) => step !== undefined).sort(order)
  return first ?? null
}
