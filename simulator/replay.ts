/**
 * Whole traces at full speed, without values: what the benchmark times against the C code. The loop is the same as
 * `timed_replay()` in `tests/cpython/harness/oracle.c`: the calls, and a table of live blocks by id.
 */
import { objectFree, objectMalloc, objectRealloc } from './pymalloc.ts'
import type { ObmallocState } from './state.ts'
import { CALLOC, FREE, MALLOC, type PackedTrace, REALLOC } from './trace.ts'
import { createTraceState, type TraceSimulationOptions } from './trace-simulation.ts'

export interface ReplayOptions extends TraceSimulationOptions {
  /**
   * Turns events on, and takes them in batches, in words as `event-buffer.ts` describes them. The array is used again
   * after the call.
   */
  readonly onEvents?: (words: Int32Array, length: number) => void
}

/** Second word of a step that is a free; that of a realloc is -2 - n, that of an allocation n. */
const FREED = -1

/** A trace that can be run again and again. Ids should be small: the table of blocks is as long as the largest. */
export class Replay {
  /** How many operations one run has; statistics are left out. */
  declare readonly length: number
  declare private readonly state: ObmallocState
  /** Two words a step, id and what to do: a struct as the C harness has it. */
  declare private readonly steps: Int32Array
  declare private readonly blocks: Int32Array
  declare private readonly onEvents: ReplayOptions['onEvents']

  constructor(trace: PackedTrace, options: ReplayOptions = {}) {
    this.state = createTraceState(options)
    this.steps = packSteps(trace)
    this.length = this.steps.length / 2
    this.blocks = new Int32Array(trace.ids.reduce((max, id) => Math.max(max, id), 0) + 1)
    this.onEvents = options.onEvents
    if (this.onEvents !== undefined) {
      this.state.recording = true
      this.state.events = new Int32Array(4096)
      this.state.eventSink = this.onEvents
    }
  }

  /** Runs the trace once, from where the state stands. */
  run(): void {
    const { state, steps, blocks } = this
    const end = steps.length
    for (let i = 0; i < end; i += 2) {
      const id = steps[i] as number
      const what = steps[i + 1] as number
      if (what >= 0) blocks[id] = objectMalloc(state, what)
      else if (what === -1 /* FREED */) {
        objectFree(state, blocks[id] as number)
        blocks[id] = 0
      } else blocks[id] = objectRealloc(state, blocks[id] as number, -2 - what) | 0
    }
    if (this.onEvents !== undefined && state.eventWords > 0) {
      this.onEvents(state.events, state.eventWords)
      state.eventWords = 0
    }
  }

  /** Frees what the trace left live, so that it can be run again. */
  clear(): void {
    for (let id = 0; id < this.blocks.length; id++) {
      if (this.blocks[id] !== 0) objectFree(this.state, this.blocks[id] as number)
      this.blocks[id] = 0
    }
    this.state.eventWords = 0
  }
}

/** Sizes above 2^30 become 2^30: libc serves them all alike. */
function packSteps(trace: PackedTrace): Int32Array {
  const words: number[] = []
  for (let i = 0; i < trace.length; i++) {
    const kind = trace.kinds[i]
    const n = Math.min(trace.bytes[i] as number, 2 ** 30)
    if (kind === MALLOC || kind === CALLOC) words.push(trace.ids[i] as number, n)
    else if (kind === FREE) words.push(trace.ids[i] as number, FREED)
    else if (kind === REALLOC) words.push(trace.ids[i] as number, -2 - n)
  }
  return Int32Array.from(words)
}
