/** From the log of a run to what the engine plays. */
import type { PackedTrace } from '#simulator/index.ts'
import type { PythonRun } from './python-runner.ts'

/** The requests as a trace, and the line of each. Copies: the log's memory is written over by the next run. */
export function packRun({ log, requests }: PythonRun): {
  trace: PackedTrace
  sourceLines: Uint32Array<ArrayBuffer>
} {
  return {
    trace: {
      length: requests,
      kinds: new Uint8Array(log.kinds.subarray(0, requests)),
      ids: new Int32Array(log.ids.subarray(0, requests)),
      bytes: Float64Array.from(log.bytes.subarray(0, requests)),
    },
    sourceLines: Uint32Array.from(log.lines.subarray(0, requests)),
  }
}
