/**
 * From a trace to what a recording of the real allocator says about it:
 *
 *     A <k>            arena slot k was taken from the system
 *     R <k>            arena slot k was given back
 *     P <k> <offset>   the block of an m, c or r lies in slot k's arena, offset bytes behind the arena's address
 *     X                the block lies in libc
 *
 * and the statistics text for an s. A and R stand before the line of the request that caused them.
 */
import { blockAddress, poolOf } from './addresses.ts'
import { ARENA_NEW, ARENA_RELEASED, eachEvent } from './event-buffer.ts'
import { IdTable } from './id-table.ts'
import { AllocatorRefusal } from './refusal.ts'
import { requestFree, requestMalloc, requestRealloc } from './requests.ts'
import { ARENA_WORDS, ARENAINDEX, type ObmallocState, SLOT } from './state.ts'
import { statsText } from './stats.ts'
import { CALLOC, FREE, MALLOC, REALLOC, STATS, TraceError, TraceReader } from './trace.ts'

/** Runs a trace that arrives in chunks. The text it answers with goes to `write`, in the order of the operations. */
export class Simulation {
  private readonly state: ObmallocState
  private readonly write: (text: string) => void
  private readonly onStep: (() => void) | null
  private readonly ids = new IdTable()
  private readonly reader: TraceReader

  /** @param onStep is called after each operation, while its events are still in the state's buffer. */
  constructor(state: ObmallocState, write: (text: string) => void, onStep: (() => void) | null = null) {
    this.state = state
    this.write = write
    this.onStep = onStep
    state.recording = true
    this.reader = new TraceReader((kind, id, bytes) => this.step(kind, id, bytes))
  }

  /** @throws TraceError naming the line that is malformed or that cannot be run. */
  push(chunk: Uint8Array): void {
    this.reader.push(chunk)
  }

  /** To be called when the trace is complete. @throws TraceError */
  end(): void {
    this.reader.end()
  }

  private step(kind: number, id: number, bytes: number): void {
    try {
      this.run(kind, id, bytes)
    } catch (error) {
      if (error instanceof AllocatorRefusal) throw new TraceError(this.reader.line, error.message)
      throw error
    }
  }

  private run(kind: number, id: number, bytes: number): void {
    const s = this.state
    if (kind === STATS) {
      this.write(statsText(s))
      return
    }
    const live = this.ids.get(id)
    const takesNew = kind === MALLOC || kind === CALLOC
    if (takesNew && live !== 0) throw new TraceError(this.reader.line, `the id ${id} is live already`)
    if (!takesNew && live === 0) throw new TraceError(this.reader.line, `the id ${id} is not live`)
    const domain = id % 2 === 1 ? 'mem' : 'object'
    let block = 0
    if (takesNew) block = requestMalloc(s, bytes, domain)
    else if (kind === REALLOC) block = requestRealloc(s, live, bytes, domain)
    else if (kind === FREE) requestFree(s, live, domain)
    this.ids.set(id, block)
    this.onStep?.()
    this.tellArenas()
    if (block < 0) this.write('X\n')
    else if (block > 0) this.write(this.place(block))
  }

  private tellArenas(): void {
    const s = this.state
    eachEvent(s.events, s.eventWords, (kind, arena) => {
      if (kind !== ARENA_NEW && kind !== ARENA_RELEASED) return
      this.write(`${kind === ARENA_NEW ? 'A' : 'R'} ${s.arena[arena * ARENA_WORDS + SLOT]}\n`)
    })
    s.eventWords = 0
  }

  private place(block: number): string {
    const s = this.state
    const a = s.word(poolOf(s, block), ARENAINDEX)
    const offset = blockAddress(s, block) + s.userOffset - (s.arenaAddress[a] as number)
    return `P ${s.arena[a * ARENA_WORDS + SLOT]} ${offset}\n`
  }
}
