/**
 * The trace format, read as a stream of bytes. One operation a line:
 *
 *     m <id> <n>   malloc of n bytes, known as <id> from here on
 *     c <id> <n>   calloc of 1 × n bytes
 *     r <id> <n>   realloc of a live id
 *     f <id>       free of a live id
 *     s            statistics
 *     # …          a comment
 *
 * Numbers are decimal without sign or leading zeros, separated by one space; lines end with a newline (the last one may
 * go without). Nothing else is accepted: the first malformed line stops the reading with its number.
 */

/** Kinds of operation; each is the character code of its letter. */
export const MALLOC = 109
export const CALLOC = 99
export const REALLOC = 114
export const FREE = 102
export const STATS = 115

/** Takes one operation: `id` and `bytes` are 0 where the kind has none. */
export type TraceSink = (kind: number, id: number, bytes: number) => void

/** A trace that cannot be read or run. `line` counts from 1. */
export class TraceError extends Error {
  override readonly name = 'TraceError'
  readonly line: number

  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`)
    this.line = line
  }
}

/** Ids are 31-bit. */
export const MAX_ID = 2 ** 31 - 1

const NEWLINE = 10
const SPACE = 32
const HASH = 35
const ZERO = 48
const NINE = 57

/** Reads a trace chunk by chunk: `push` each one, then `end`. Memory stays at one line. */
export class TraceReader {
  /** Number of the line that is being read. */
  line = 0
  private readonly sink: TraceSink
  private rest = new Uint8Array(0)

  constructor(sink: TraceSink) {
    this.sink = sink
  }

  /** @throws TraceError for the first malformed line. What the sink throws passes through. */
  push(chunk: Uint8Array): void {
    let bytes = chunk
    if (this.rest.length > 0) {
      bytes = new Uint8Array(this.rest.length + chunk.length)
      bytes.set(this.rest)
      bytes.set(chunk, this.rest.length)
    }
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      this.readLine(bytes, start, end)
      start = end + 1
    }
    this.rest = bytes.slice(start)
  }

  /** Reads a last line that has no newline. */
  end(): void {
    if (this.rest.length > 0) this.readLine(this.rest, 0, this.rest.length)
    this.rest = new Uint8Array(0)
  }

  private readLine(bytes: Uint8Array, start: number, end: number): void {
    this.line++
    const kind = bytes[start]
    if (start < end && kind === HASH) return
    if (kind === STATS && end === start + 1) {
      this.sink(STATS, 0, 0)
      return
    }
    const takesSize = kind === MALLOC || kind === CALLOC || kind === REALLOC
    if (!takesSize && kind !== FREE) throw this.malformed(bytes, start, end)
    const idEnd = this.numberEnd(bytes, start + 1, end)
    const sizeEnd = takesSize ? this.numberEnd(bytes, idEnd, end) : idEnd
    if (idEnd < 0 || sizeEnd !== end) throw this.malformed(bytes, start, end)
    const id = value(bytes, start + 2, idEnd)
    if (id > MAX_ID) throw new TraceError(this.line, `the id ${id} is above ${MAX_ID}`)
    this.sink(kind, id, takesSize ? value(bytes, idEnd + 1, sizeEnd) : 0)
  }

  /** End of the space and the number that stand at `at`; -1 when they do not. */
  private numberEnd(bytes: Uint8Array, at: number, end: number): number {
    if (at < 0 || at >= end || bytes[at] !== SPACE) return -1
    let i = at + 1
    while (i < end && isDigit(bytes[i] as number)) i++
    const digits = i - at - 1
    return digits === 0 || (digits > 1 && bytes[at + 1] === ZERO) ? -1 : i
  }

  private malformed(bytes: Uint8Array, start: number, end: number): TraceError {
    const text = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + 60)))
    return new TraceError(
      this.line,
      `${JSON.stringify(text)} is not one of "m id n", "c id n", "r id n", "f id", "s", "# …"`,
    )
  }
}

const isDigit = (byte: number) => byte >= ZERO && byte <= NINE

function value(bytes: Uint8Array, start: number, end: number): number {
  let n = 0
  for (let i = start; i < end; i++) n = n * 10 + ((bytes[i] as number) - ZERO)
  return n
}

/** One operation as a line of a trace, with its newline. */
export function traceLine(kind: number, id: number, bytes: number): string {
  const letter = String.fromCharCode(kind)
  if (kind === STATS) return `${letter}\n`
  return kind === FREE ? `${letter} ${id}\n` : `${letter} ${id} ${bytes}\n`
}

/** A whole trace in typed arrays: operation i is `kinds[i]` on `ids[i]` with `bytes[i]`. */
export interface PackedTrace {
  readonly length: number
  readonly kinds: Uint8Array
  readonly ids: Int32Array
  readonly bytes: Float64Array
}

/** Reads a whole trace into typed arrays. Comments are dropped. @throws TraceError */
export function packTrace(chunks: Iterable<Uint8Array>): PackedTrace {
  let kinds = new Uint8Array(1024)
  let ids = new Int32Array(1024)
  let bytes = new Float64Array(1024)
  let length = 0
  const reader = new TraceReader((kind, id, n) => {
    if (length === kinds.length) {
      const [k, i, b] = [kinds, ids, bytes]
      kinds = new Uint8Array(2 * length)
      ids = new Int32Array(2 * length)
      bytes = new Float64Array(2 * length)
      kinds.set(k)
      ids.set(i)
      bytes.set(b)
    }
    kinds[length] = kind
    ids[length] = id
    bytes[length] = n
    length++
  })
  for (const chunk of chunks) reader.push(chunk)
  reader.end()
  return { length, kinds: kinds.slice(0, length), ids: ids.slice(0, length), bytes: bytes.slice(0, length) }
}

/** A packed trace as text, in pieces of some 64 KiB. */
export function* formatTrace(trace: PackedTrace): Generator<string> {
  let piece = ''
  for (let i = 0; i < trace.length; i++) {
    piece += traceLine(trace.kinds[i] as number, trace.ids[i] as number, trace.bytes[i] as number)
    if (piece.length > 65_536) {
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}
