/**
 * What was asked, step by step, on handles: a step is replayed without looking anything up. 21 bytes a step.
 */
import { CALLOC, FREE, MALLOC, REALLOC, STATS } from './trace.ts'

/** Kinds of step; the letters of the trace format, and one for a switch of the misalignment. */
export const MISALIGN = 120
export { CALLOC, FREE, MALLOC, REALLOC, STATS }

/** Added to the kind when the request came through `PyMem_*`. */
export const MEM_DOMAIN = 0x80

/** Steps cut out of a log. */
export interface LogPiece {
  readonly kinds: Uint8Array
  readonly bytes: Float64Array
  readonly targets: Int32Array
  readonly results: Int32Array
  readonly ids: Int32Array
  /** By index in the log that they were cut from. */
  readonly misalignments: ReadonlyMap<number, readonly number[]>
}

export class StepLog {
  length = 0
  /** Kind, with {@link MEM_DOMAIN}. */
  kinds = new Uint8Array(1024)
  /** Bytes that were asked for, without debug bytes. */
  bytes = new Float64Array(1024)
  /** The handle that was freed or resized; 0 is null. */
  targets = new Int32Array(1024)
  /** The handle that was returned; 0 is none. */
  results = new Int32Array(1024)
  /** The id in the trace; -1 where the step came from no trace. */
  ids = new Int32Array(1024)
  /** Lists that misalignment was switched to, by step index. */
  readonly misalignments = new Map<number, readonly number[]>()

  /** Appends a step; amortised constant time. */
  push(kind: number, bytes: number, target: number, result: number, id: number): void {
    const i = this.length
    if (i === this.kinds.length) this.resize(2 * i)
    this.kinds[i] = kind
    this.bytes[i] = bytes
    this.targets[i] = target
    this.results[i] = result
    this.ids[i] = id
    this.length = i + 1
  }

  /** A copy of the steps from index `from` to the end. */
  piece(from: number): LogPiece {
    const cut = <T extends Uint8Array | Int32Array | Float64Array>(array: T) =>
      array.slice(from, this.length) as T
    return {
      kinds: cut(this.kinds),
      bytes: cut(this.bytes),
      targets: cut(this.targets),
      results: cut(this.results),
      ids: cut(this.ids),
      misalignments: new Map([...this.misalignments].filter(([i]) => i >= from)),
    }
  }

  /** Puts a piece back to the end, where it was cut. */
  append(piece: LogPiece): void {
    const at = this.length
    const length = at + piece.kinds.length
    if (length > this.kinds.length) this.resize(length)
    this.kinds.set(piece.kinds, at)
    this.bytes.set(piece.bytes, at)
    this.targets.set(piece.targets, at)
    this.results.set(piece.results, at)
    this.ids.set(piece.ids, at)
    for (const [i, list] of piece.misalignments) this.misalignments.set(i, list)
    this.length = length
  }

  /** Forgets everything from step index `length` on. */
  truncate(length: number): void {
    this.length = length
    for (const i of this.misalignments.keys()) if (i >= length) this.misalignments.delete(i)
  }

  /** Gives back the room behind the last step. */
  trim(): void {
    if (this.length < this.kinds.length) this.resize(Math.max(1024, this.length))
  }

  get byteLength(): number {
    const { kinds, bytes, targets, results, ids } = this
    return kinds.byteLength + bytes.byteLength + targets.byteLength + results.byteLength + ids.byteLength
  }

  private resize(capacity: number): void {
    const of = <T extends Uint8Array | Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from.subarray(0, capacity))
      return to
    }
    this.kinds = of(this.kinds, new Uint8Array(capacity))
    this.bytes = of(this.bytes, new Float64Array(capacity))
    this.targets = of(this.targets, new Int32Array(capacity))
    this.results = of(this.results, new Int32Array(capacity))
    this.ids = of(this.ids, new Int32Array(capacity))
  }
}
