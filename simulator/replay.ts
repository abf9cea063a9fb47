/**
 * Whole traces at full speed, without values: what the benchmark times against the C code. The loop is the same as
 * `timed_replay()` in `tests/cpython/harness/oracle.c`: the calls, and a table of live blocks by id.
 */
import { EVENT_WORDS } from './event-buffer.ts'
import { objectFree, objectMalloc, objectRealloc } from './pymalloc.ts'
import type { ObmallocState } from './state.ts'
import { createTraceState, type TraceSimulationOptions } from './trace-simulation.ts'
import { CALLOC, FREE, MALLOC, type PackedTrace, REALLOC } from './trace.ts'

export interface ReplayOptions extends TraceSimulationOptions {
  /**
   * Turns events on, and takes them in batches as the engine holds them: {@link EVENT_WORDS} words each, the first an index
   * into `eventNames`. The array is used again after the call.
   */
  readonly onEvents?: (words: Int32Array, length: number) => void
}

/** A trace that can be run again and again. Ids should be small: the table of blocks is as long as the largest. */
export class Replay {
  private readonly state: ObmallocState
  private readonly kinds: Uint8Array
  private readonly ids: Int32Array
  /** Sizes as 32-bit integers: all that an integer loop needs, since those above go to libc alike. */
  private readonly sizes: Int32Array
  private readonly blocks: Int32Array
  private readonly onEvents: ReplayOptions['onEvents']

  constructor(trace: PackedTrace, options: ReplayOptions = {}) {
    this.state = createTraceState(options)
    this.kinds = trace.kinds
    this.ids = trace.ids
    this.sizes = Int32Array.from(trace.bytes, (n) => Math.min(n, 2 ** 30))
    this.blocks = new Int32Array(trace.ids.reduce((max, id) => Math.max(max, id), 0) + 1)
    this.onEvents = options.onEvents
    if (this.onEvents !== undefined) {
      this.state.recording = true
      this.state.events = new Int32Array(2048 * EVENT_WORDS)
      this.state.eventSink = this.onEvents
    }
  }

  /** Runs the trace once, from where the state stands. */
  run(): void {
    const { state, kinds, ids, sizes, blocks } = this
    for (let i = 0; i < kinds.length; i++) {
      const kind = kinds[i]
      const id = ids[i] as number
      if (kind === MALLOC || kind === CALLOC) blocks[id] = objectMalloc(state, sizes[i] as number)
      else if (kind === FREE) {
        objectFree(state, blocks[id] as number)
        blocks[id] = 0
      } else if (kind === REALLOC) blocks[id] = objectRealloc(state, blocks[id] as number, sizes[i] as number)
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
