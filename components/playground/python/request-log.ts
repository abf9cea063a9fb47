/** What a program asked of the allocator, in memory that the Worker writes and the page reads while Python runs. */

/** So many requests are recorded of one run. */
export const MAX_REQUESTS = 5_000_000

/** The memory of a log, as it is posted to the Worker. */
export interface RequestLogMemory {
  /** One Int32 for each of the `COUNTERS`. */
  counters: SharedArrayBuffer
  kinds: SharedArrayBuffer
  ids: SharedArrayBuffer
  bytes: SharedArrayBuffer
  lines: SharedArrayBuffer
}

/** Int32 in `counters`: requests recorded; of older blocks those freed, and those resized. */
export const REQUESTS = 0
export const OLDER_FREED = 1
export const OLDER_RESIZED = 2
const COUNTERS = 3

/** The log's columns: request i is `kinds[i]` (simulator/trace.ts) on `ids[i]`, with `bytes[i]`, from line `lines[i]` (0: none). */
export interface RequestLog {
  counters: Int32Array
  kinds: Uint8Array
  ids: Int32Array
  bytes: Uint32Array
  lines: Uint16Array
}

/** Memory for `capacity` requests, 11 bytes each. The system gives it page by page, when it is written. */
export function createLogMemory(capacity: number = MAX_REQUESTS): RequestLogMemory {
  return {
    counters: new SharedArrayBuffer(4 * COUNTERS),
    kinds: new SharedArrayBuffer(capacity),
    ids: new SharedArrayBuffer(4 * capacity),
    bytes: new SharedArrayBuffer(4 * capacity),
    lines: new SharedArrayBuffer(2 * capacity),
  }
}

/** The columns in a log's memory. */
export function openLog(memory: RequestLogMemory): RequestLog {
  return {
    counters: new Int32Array(memory.counters),
    kinds: new Uint8Array(memory.kinds),
    ids: new Int32Array(memory.ids),
    bytes: new Uint32Array(memory.bytes),
    lines: new Uint16Array(memory.lines),
  }
}
