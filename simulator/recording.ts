/**
 * Time travel: a run that can be sought to any step, forwards and backwards, and compared between any two.
 *
 * Kept are the log of requests and a copy of the state every so many steps; a seek restores the nearest copy and replays
 * the rest without events. When the copies outgrow their budget, every second one is dropped and the distance doubles, so
 * that memory is bounded whatever the run.
 */
import { type Pointer, toPointer } from './addresses.ts'
import { Allocator, type Operation, type Outcome, type Step } from './allocator.ts'
import { type Checkpoint, restoreState, saveState } from './checkpoint.ts'
import { diffStates, type StateDiff } from './diff.ts'
import { decodeEvents } from './events.ts'
import { IdTable } from './id-table.ts'
import { type LoggedOperation, loggedOperation } from './logged-operation.ts'
import { type AllocatorOptions, createState } from './options.ts'
import { objectFree, objectMalloc, objectRealloc } from './pymalloc.ts'
import { AllocatorRefusal } from './refusal.ts'
import { noteRequest, requestFree, requestMalloc, requestRealloc, toHandle } from './requests.ts'
import type { ObmallocState } from './state.ts'
import { CALLOC, FREE, MALLOC, MEM_DOMAIN, MISALIGN, REALLOC, STATS, StepLog } from './step-log.ts'
import { type PackedTrace, TraceError } from './trace.ts'

export interface RecordingOptions extends AllocatorOptions {
  /** Memory for the copies of the state; default 112 MiB. At least one copy is kept. */
  readonly checkpointBytes?: number
}

/** A step as it was, with its events. */
export interface RecordedStep extends Step {
  /** From 1; the step leads from position `step - 1` to position `step`. */
  readonly step: number
  readonly operation: LoggedOperation
  /** The id in the trace that the step came from, or null. */
  readonly id: number | null
}

const FIRST_INTERVAL = 4096

export class Recording {
  /** Reads the state at the present position. Its own steps are not recorded: use {@link apply}. */
  readonly allocator: Allocator
  private readonly state: ObmallocState
  private readonly log = new StepLog()
  private readonly budget: number
  private checkpoints: { step: number; saved: Checkpoint }[]
  private interval = FIRST_INTERVAL
  private at = 0

  constructor(options: RecordingOptions = {}) {
    this.state = createState({ tracksRequests: false, ...options })
    this.allocator = new Allocator(this.state, false)
    this.budget = options.checkpointBytes ?? 112 * 2 ** 20
    this.checkpoints = [{ step: 0, saved: saveState(this.state) }]
  }

  /** How many steps are recorded. */
  get length(): number {
    return this.log.length
  }

  /** After how many steps the state stands: 0 is the virgin allocator. */
  get position(): number {
    return this.at
  }

  /** Memory that log, copies and state take, in bytes. */
  get byteLength(): number {
    const s = this.state
    const arrays = [
      s.pool,
      s.links,
      s.arena,
      s.arenaAddress,
      s.placedAt,
      s.firstPool,
      s.requests,
      s.rawRequests,
      s.rawLive,
    ]
    const own = arrays.reduce((sum, array) => sum + (array?.byteLength ?? 0), 0)
    return own + this.log.byteLength + this.checkpointBytes()
  }

  /** Takes a step behind the present position; steps that were recorded from there on are forgotten. */
  apply(operation: Operation): Outcome {
    if (this.at < this.log.length) this.truncate()
    const s = this.state
    let target = 0
    if (operation.op === 'realloc' || operation.op === 'free') {
      try {
        target = toHandle(s, operation.pointer)
      } catch (error) {
        if (error instanceof AllocatorRefusal) return { ok: false, refusal: error }
        throw error
      }
    }
    s.recording = true
    const outcome = this.allocator.apply(operation)
    s.recording = false
    if (!outcome.ok) return outcome
    const result = outcome.pointer === null ? 0 : toHandle(s, outcome.pointer)
    this.append(operation, target, result)
    return outcome
  }

  /**
   * Appends a whole trace behind the last step; its ids live for this call only.
   * @throws TraceError naming the operation (from 1) that cannot be run; what came before it stays recorded.
   */
  load(trace: PackedTrace): void {
    this.seek(this.length)
    const ids = new IdTable()
    for (let i = 0; i < trace.length; i++) {
      try {
        this.loadOne(ids, trace.kinds[i] as number, trace.ids[i] as number, trace.bytes[i] as number)
      } catch (error) {
        if (error instanceof AllocatorRefusal) throw new TraceError(i + 1, error.message)
        throw error
      }
    }
    this.log.trim()
  }

  /**
   * Puts the state to that position.
   * @throws RangeError outside 0 to {@link length}.
   */
  seek(position: number): void {
    if (!Number.isInteger(position) || position < 0 || position > this.length)
      throw new RangeError(`There is no position ${position}: the recording has ${this.length} steps.`)
    const nearest = this.checkpoints.findLast((each) => each.step <= position)
    if (nearest !== undefined && (position < this.at || nearest.step > this.at)) {
      restoreState(this.state, nearest.saved)
      this.at = nearest.step
    }
    this.replay(position)
  }

  /** The step itself, with its events; leaves the position behind it. @throws RangeError */
  step(step: number): RecordedStep {
    this.seek(step - 1)
    const s = this.state
    const operation = loggedOperation(s, this.log, this.at)
    const id = this.log.ids[this.at] as number
    s.recording = true
    this.replay(step)
    s.recording = false
    const events = decodeEvents(s, s.events, s.eventWords)
    s.eventWords = 0
    const pointer = toPointer(s, this.log.results[step - 1] as number)
    return { step, operation, pointer, events, id: id < 0 ? null : id }
  }

  /** The step that handed out a block which is live at the present position (or moved it to where it is). */
  bornAt(pointer: Pointer): number {
    const handle = toHandle(this.state, pointer)
    for (let i = this.at - 1; i >= 0; i--) if (this.log.results[i] === handle) return i + 1
    throw new RangeError(`No step handed out ${pointer}.`)
  }

  /** What differs between two positions, in either order. The position stays. @throws RangeError */
  diff(from: number, to: number): StateDiff {
    const stay = this.at
    const difference = diffStates(this.state, from, to, (position) => this.seek(position))
    this.seek(stay)
    return difference
  }

  private replay(position: number): void {
    const s = this.state
    const { kinds, bytes, targets } = this.log
    const extra = s.debugBytes
    for (let i = this.at; i < position; i++) {
      const kind = (kinds[i] as number) & ~MEM_DOMAIN
      if (kind === FREE) objectFree(s, targets[i] as number)
      else if (kind === MALLOC || kind === CALLOC) objectMalloc(s, (bytes[i] as number) + extra)
      else if (kind === REALLOC) objectRealloc(s, targets[i] as number, (bytes[i] as number) + extra)
      else if (kind === MISALIGN)
        s.region.misalignment = this.log.misalignments.get(i) ?? s.region.misalignment
      if (s.requests !== null) this.noteAgain(i)
    }
    this.at = position
  }

  private noteAgain(i: number): void {
    const result = this.log.results[i] as number
    const domain = (this.log.kinds[i] as number) & MEM_DOMAIN ? 'mem' : 'object'
    if (result !== 0) noteRequest(this.state, result, this.log.bytes[i] as number, domain)
  }

  private append(operation: Operation, target: number, result: number): void {
    if (operation.op === 'misalign') {
      this.log.misalignments.set(this.log.length, this.state.region.misalignment)
      this.logged(MISALIGN, 0, 0, 0, -1)
      return
    }
    const domain = operation.domain === 'mem' ? MEM_DOMAIN : 0
    if (operation.op === 'free') this.logged(FREE + domain, 0, target, 0, -1)
    else if (operation.op === 'malloc') this.logged(MALLOC + domain, operation.bytes, 0, result, -1)
    else if (operation.op === 'calloc')
      this.logged(CALLOC + domain, operation.count * operation.bytes, 0, result, -1)
    else this.logged((target === 0 ? MALLOC : REALLOC) + domain, operation.bytes, target, result, -1)
  }

  private loadOne(ids: IdTable, kind: number, id: number, bytes: number): void {
    const s = this.state
    const live = ids.get(id)
    let result = 0
    if (kind === MALLOC || kind === CALLOC) {
      if (live !== 0) throw new TraceError(this.length + 1, `the id ${id} is live already`)
      result = requestMalloc(s, bytes, 'object')
    } else if (kind === REALLOC || kind === FREE) {
      if (live === 0) throw new TraceError(this.length + 1, `the id ${id} is not live`)
      if (kind === FREE) requestFree(s, live, 'object')
      else result = requestRealloc(s, live, bytes, 'object')
    } else if (kind !== STATS) throw new TraceError(this.length + 1, `there is no operation of kind ${kind}`)
    if (kind !== STATS) ids.set(id, result)
    this.logged(kind, bytes, kind === REALLOC || kind === FREE ? live : 0, result, id)
  }

  private logged(kind: number, bytes: number, target: number, result: number, id: number): void {
    this.log.append(kind, bytes, target, result, id)
    this.at++
    if (this.at % this.interval !== 0) return
    this.checkpoints.push({ step: this.at, saved: saveState(this.state) })
    while (this.checkpoints.length > 1 && this.checkpointBytes() > this.budget) this.thinOut()
  }

  private checkpointBytes(): number {
    return this.checkpoints.reduce((sum, each) => sum + each.saved.byteLength, 0)
  }

  private thinOut(): void {
    this.interval *= 2
    this.checkpoints = this.checkpoints.filter((each) => each.step % this.interval === 0)
    // A single copy of an enormous state may outgrow the budget by itself: the virgin one is enough then.
    if (this.checkpoints.length === 2 && this.checkpointBytes() > this.budget) this.checkpoints.pop()
  }

  private truncate(): void {
    this.log.truncate(this.at)
    this.checkpoints = this.checkpoints.filter((each) => each.step <= this.at)
  }
}
