/**
 * Time travel: a run that can be sought to any step, forwards and backwards, and compared between any two.
 *
 * Kept are the log of requests and a copy of the state every so many steps; a seek restores the nearest copy and replays
 * the rest without events. When the copies outgrow their budget, every second one is dropped and the distance doubles, so
 * that memory is bounded whatever the run.
 */
import { type Pointer, toPointer } from './addresses.ts'
import { Allocator, type Operation, type Outcome, type Step } from './allocator.ts'
import { restoreState, stateBytes } from './checkpoint.ts'
import { CheckpointStore, type Kept } from './checkpoint-store.ts'
import { diffStates, type StateDiff } from './diff.ts'
import { decodeEvents } from './events.ts'
import { IdTable } from './id-table.ts'
import { type LoggedOperation, loggedOperation, toLog } from './logged-operation.ts'
import { type AllocatorOptions, createState } from './options.ts'
import { AllocatorRefusal } from './refusal.ts'
import { bytesTaken, replayLog } from './replay-log.ts'
import { requestFree, requestMalloc, requestRealloc, toHandle } from './requests.ts'
import type { ObmallocState } from './state.ts'
import { CALLOC, FREE, type LogPiece, MALLOC, MISALIGN, REALLOC, STATS, StepLog } from './step-log.ts'
import { type PackedTrace, TraceError } from './trace.ts'
import { liveHandles, traceOf } from './trace-of-log.ts'

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

/** Steps that were taken off the end of a recording by {@link Recording.cut}. */
export interface Tail {
  /** The position that they follow. */
  readonly at: number
  readonly piece: LogPiece
  readonly kept: readonly Kept[]
}

export class Recording {
  /** Reads the state at the present position. Its own steps are not recorded: use {@link apply}. */
  readonly allocator: Allocator
  private readonly state: ObmallocState
  private readonly log = new StepLog()
  private readonly checkpoints: CheckpointStore
  private at = 0

  constructor(options: RecordingOptions = {}) {
    this.state = createState({ tracksRequests: false, ...options })
    this.allocator = new Allocator(this.state, false)
    this.checkpoints = new CheckpointStore(options.checkpointBytes ?? 112 * 2 ** 20, this.state)
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
    return stateBytes(this.state) + this.log.byteLength + this.checkpoints.byteLength
  }

  /** Takes a step behind the present position; steps that were recorded from there on are forgotten. */
  apply(operation: Operation): Outcome {
    if (this.at < this.log.length) this.cut()
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
    const nearest = this.checkpoints.nearest(position)
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

  /**
   * Replays from the present position to a later one, and calls back after each step with the events that it had, in words
   * (`event-buffer.ts`) that are used again. Stops behind the first step for which `take` returns true.
   */
  walk(to: number, take: (step: number, words: Int32Array, length: number) => boolean): void {
    const s = this.state
    s.recording = true
    for (let step = this.at + 1; step <= to; step++) {
      s.eventWords = 0
      this.replay(step)
      if (take(step, s.events, s.eventWords)) break
    }
    s.eventWords = 0
    s.recording = false
  }

  /** What a step asked for, in bytes, without debug bytes. */
  bytesAsked(step: number): number {
    return this.log.bytes[step - 1] as number
  }

  /** All live blocks at the present position, the one that was handed out first first. */
  liveBlocks(): Pointer[] {
    return liveHandles(this.log, this.at)
      .map((handle) => toPointer(this.state, handle))
      .filter((pointer) => pointer !== null)
  }

  /** By how many bytes a step that was just taken changed what pymalloc's blocks hold (whole blocks). */
  bytesTaken(step: number): number {
    return bytesTaken(this.state, this.log, step - 1)
  }

  /** Forgets the steps behind the present position; {@link paste} can bring them back. */
  cut(): Tail {
    const at = this.at
    const tail = { at, piece: this.log.piece(at), kept: this.checkpoints.cut(at) }
    this.log.truncate(at)
    return tail
  }

  /** Puts steps back to where they were cut, and forgets what stood there since. @throws RangeError */
  paste(tail: Tail): void {
    this.seek(tail.at)
    this.cut()
    this.log.append(tail.piece)
    this.checkpoints.paste(tail.kept)
  }

  /** All steps as a trace, with ids of its own; a switch of the misalignment becomes a line `s`. */
  toTrace(): PackedTrace {
    return traceOf(this.log)
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
    replayLog(this.state, this.log, this.at, position)
    this.at = position
  }

  private append(operation: Operation, target: number, result: number): void {
    const { kind, bytes } = toLog(operation, target)
    if (kind === MISALIGN) this.log.misalignments.set(this.log.length, this.state.region.misalignment)
    this.logged(kind, bytes, kind === MISALIGN ? 0 : target, kind === MISALIGN ? 0 : result, -1)
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
    this.log.push(kind, bytes, target, result, id)
    this.at++
    this.checkpoints.offer(this.at, this.state)
  }
}
