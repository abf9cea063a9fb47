/**
 * The run that the playground plays: loaded from a trace or made by hand, wound to any step, undone. It lives in a Worker
 * (`engine.worker.ts`), and knows nothing of one: tests drive it as it is.
 */
import {
  type Allocator,
  Chronicle,
  type EventName,
  eventNames,
  formatTrace,
  type PackedTrace,
  type Pointer,
  placeOf,
  poolClass,
  poolCount,
  type RecordedStep,
  Recording,
  type Tail,
} from '#simulator/index.ts'
import type { Place } from '../drawing/display-list.ts'
import { snapshotHeap, type WantedPools } from '../drawing/snapshot.ts'
import { readRunFileHead, writeRunFile } from '../keep/run-file.ts'
import { Dice, faultOfDeed, refusalOf, requestsOf } from './deeds.ts'
import { MOST_STEPS, readRun, record, recordingOptions, refuse } from './load-trace.ts'
import { readLists } from './read-lists.ts'
import type { BlockDetail, Deed, Done, Frame, Lists, RunAbout, RunView, Setup, Told } from './run-view.ts'
import { tellStep } from './tell-step.ts'

/** The course's Python: 64-bit 3.11, arenas one page off alignment. */
export const usualSetup: Setup = { profile: '3.11', misalignment: 0x1000, debugHooks: false }

const byHand: RunAbout = { title: 'By hand', offer: 'empty' }

export class Machine {
  private run: Recording
  private chronicle: Chronicle
  private setup: Setup
  /** What was chosen for runs that do not say how they are to be played. */
  private chosen: Setup
  private about: RunAbout = byHand
  /** Before each deed that can be undone: where it was done, and what it forgot. */
  private undone: Tail[] = []
  /** The step that led to where the run stands. */
  private lastStep: RecordedStep | null = null

  constructor(setup: Setup = usualSetup) {
    this.setup = setup
    this.chosen = setup
    this.run = new Recording(recordingOptions(setup))
    this.chronicle = new Chronicle(this.run)
  }

  private get heap(): Allocator {
    return this.run.allocator
  }

  /** A virgin allocator. */
  clear(): RunView {
    this.setup = this.chosen
    this.take(new Recording(recordingOptions(this.setup)), byHand)
    return this.view()
  }

  /**
   * Runs a trace; it then stands at its start. Refused, the former run stays. What the comments of its text say of it (keep/run-file.ts)
   * goes before `about`.
   */
  load(trace: Uint8Array | PackedTrace, about: RunAbout): Told<RunView> {
    const told = trace instanceof Uint8Array ? readRunFileHead(trace) : null
    const setup = { ...(about.setup ?? this.chosen), ...told?.setup }
    const read = readRun(trace, setup)
    if (!read.ok) return read
    this.setup = setup
    this.take(read.value, { ...about, ...told?.about })
    this.goTo(0)
    return { ok: true, value: this.view() }
  }

  /** The same requests in an allocator that is set up otherwise, at the same step. Refused, the former run stays. */
  change(setup: Setup): Told<RunView> {
    const position = this.run.position
    try {
      const run = record(this.run.toTrace(), setup)
      this.setup = setup
      this.chosen = setup
      this.take(run, this.about)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      return refuse({ message: `${error.message} The former set-up stays.` })
    }
    this.goTo(position)
    return { ok: true, value: this.view() }
  }

  /** Does something behind the present step; steps that came after it are forgotten until it is undone. */
  act(deed: Deed): Told<Done> {
    const fault = faultOfDeed(deed)
    if (fault !== null) return refuse({ message: fault })
    const at = this.run.position
    const dice = new Dice(at + 1)
    const requests = requestsOf(deed, () => this.run.liveBlocks(), dice)
    if (requests.length === 0) return refuse({ message: 'No block is live: there is nothing to free.' })
    if (at + requests.length > MOST_STEPS)
      return refuse({ message: `A run has ${MOST_STEPS.toLocaleString('en')} steps at most.` })
    const tail = this.run.cut()
    let returned: Pointer | null = null
    for (const request of requests) {
      const outcome = this.run.apply(request)
      const refusal = refusalOf(outcome)
      if (refusal !== null) {
        this.run.paste(tail)
        this.goTo(at)
        return refuse({ message: refusal })
      }
      if (outcome.ok) returned = outcome.pointer
    }
    this.undone.push(tail)
    this.retell(at)
    this.goTo(this.run.length)
    return { ok: true, value: { run: this.view(), returned, requests: requests.length } }
  }

  /** Takes back the last deed, and brings back what it forgot. */
  undo(): RunView {
    const tail = this.undone.pop()
    if (tail) {
      this.run.paste(tail)
      this.retell(tail.at)
      this.goTo(tail.at)
    }
    return this.view()
  }

  /** The next step (or the one before) in which one of these events happened; null when there is none. */
  find(events: readonly EventName[], direction: 'next' | 'previous'): number | null {
    return this.chronicle[direction](events, this.run.position)
  }

  /** Winds to a position, held within the run, and reads what is to be drawn. */
  show(position: number, wanted: WantedPools): Frame {
    this.goTo(Math.min(this.run.length, Math.max(0, Math.round(position))))
    const snapshot = snapshotHeap(this.heap, wanted, this.touched())
    const { profile } = this.heap
    let [liveBlocks, bytesInUse] = [snapshot.survey.rawBlocks, 0]
    for (const word of snapshot.survey.pools) {
      const count = poolCount(word)
      liveBlocks += count
      bytesInUse += count * (poolClass(word) + 1) * profile.ALIGNMENT
    }
    return {
      position: this.run.position,
      snapshot,
      told: this.lastStep && tellStep(this.heap, this.lastStep),
      sourceLine: this.sourceLine(this.run.position),
      arenas: snapshot.survey.firstPools.length,
      liveBlocks,
      bytesInUse,
    }
  }

  /** The lists beside the picture, where the run stands. */
  lists(chosen: Place | null, withStats: boolean): Lists {
    return readLists(this.heap, this.run.position, chosen, withStats)
  }

  /** What is known about a block; null where no block is. */
  block({ arena, pool, block }: Place): BlockDetail | null {
    const { heap } = this
    const base = heap.arena(arena)?.firstPool
    const view = base === undefined ? null : heap.pool(base + pool * heap.profile.POOL_SIZE)
    if (!view || block < 0 || block >= view.blocks) return null
    const address = view.address + heap.profile.POOL_OVERHEAD + block * view.blockSize
    const state = heap.whatIsAt(address)
    if (state !== 'live' && state !== 'free' && state !== 'virgin') return null
    const list = heap.freeList(address)
    const order = list.indexOf(address)
    const pointer = address + (this.setup.debugHooks ? 2 * heap.profile.pointerBytes : 0)
    const bornAt = state === 'live' ? this.run.bornAt(pointer) : null
    return {
      address: state === 'live' ? pointer : address,
      state,
      blockSize: view.blockSize,
      order: order < 0 ? null : order,
      next: order < 0 ? null : (list[order + 1] ?? null),
      bornAt,
      bytes: bornAt === null ? null : this.run.bytesAsked(bornAt),
      sourceLine: bornAt === null ? null : this.sourceLine(bornAt),
    }
  }

  /** The place of an address; null where no block is. */
  locate(address: number): Place | null {
    return placeOf(this.heap, address)
  }

  /** The whole run as the text of a trace: to keep it, to share it. */
  trace(): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode([...formatTrace(this.run.toTrace())].join(''))
  }

  /** The whole run as a file, with its set-up, its program and the lines: to keep it, to share it. */
  file(): Uint8Array<ArrayBuffer> {
    const sourceLines = this.about.sourceLines?.slice(0, this.untouched())
    const about = sourceLines ? { ...this.about, sourceLines } : this.about
    return writeRunFile({ ...about, setup: this.setup, trace: this.trace() })
  }

  /** Up to which step the run is as it was loaded: what was done by hand has no line of source. */
  private untouched(): number {
    return Math.min(...this.undone.map(({ at }) => at), this.run.length)
  }

  private take(run: Recording, about: RunAbout): void {
    this.run = run
    this.about = about
    this.undone = []
    this.lastStep = null
    this.chronicle = new Chronicle(run)
    this.chronicle.readOn()
  }

  private goTo(position: number): void {
    if (position === this.run.position && this.lastStep?.step === position) return
    if (position === 0) {
      this.run.seek(0)
      this.lastStep = null
    } else this.lastStep = this.run.step(position)
  }

  /** The run has changed from a position on. */
  private retell(from: number): void {
    this.lastStep = null
    this.chronicle.truncate(from)
    this.chronicle.readOn()
  }

  private touched(): Place | null {
    const step = this.lastStep
    if (!step || step.operation.op === 'stats' || step.operation.op === 'misalign') return null
    const pointer = step.pointer ?? (step.operation.op === 'free' ? step.operation.pointer : null)
    return typeof pointer === 'number' ? placeOf(this.heap, pointer) : null
  }

  private sourceLine(step: number): number | null {
    return (step <= this.untouched() && this.about.sourceLines?.[step - 1]) || null
  }

  private view(): RunView {
    const { run, chronicle, about } = this
    const { stretches } = chronicle
    const column = (read: (i: number) => number) => Float64Array.from(stretches, (_, i) => read(i))
    const timeline = {
      steps: column((i) => stretches[i]?.step ?? 0),
      mostInUse: column((i) => stretches[i]?.mostInUse ?? 0),
      mostArenas: column((i) => stretches[i]?.mostArenas ?? 0),
    }
    return {
      title: about.title,
      offer: about.offer ?? null,
      setup: this.setup,
      length: run.length,
      position: run.position,
      mostArenas: timeline.mostArenas.reduce((most, n) => Math.max(most, n), 1),
      arenaBytes: this.heap.profile.ARENA_SIZE,
      timeline,
      times: Object.fromEntries(eventNames.map((name) => [name, chronicle.times(name)])),
      canUndo: this.undone.length > 0,
      source: about.source ?? null,
    }
  }
}
