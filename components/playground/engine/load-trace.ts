/** From the bytes of a trace to a run, or to the line that cannot be read. */
import {
  AllocatorRefusal,
  type PackedTrace,
  packTrace,
  Recording,
  type RecordingOptions,
  TraceError,
  TraceReader,
} from '#simulator/index.ts'
import type { Fault, Setup, Told } from './run-view.ts'

/** Operations that a run may have. */
export const MOST_STEPS = 5_000_000
/** Size of a trace as text, in bytes: five million operations with room for ids. */
export const MOST_BYTES = 120 * 2 ** 20

export const recordingOptions = (setup: Setup): RecordingOptions => ({
  profile: setup.profile,
  placement: { misalignment: setup.misalignment },
  debugHooks: setup.debugHooks,
})

/** The first line that is an operation after so many others; comments shift it. */
function lineOfOperation(bytes: Uint8Array, operation: number): number {
  let seen = 0
  let line = 0
  const reader = new TraceReader(() => {
    seen++
    if (seen === operation) line = reader.line
  })
  reader.push(bytes)
  reader.end()
  return line
}

/** A packed trace as a run. @throws TraceError, RangeError */
export function record(trace: PackedTrace, setup: Setup): Recording {
  const run = new Recording(recordingOptions(setup))
  run.load(trace)
  return run
}

const withoutPlace = (message: string) => message.replace(/^line \d+: /, '')
const sentence = (text: string) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`

/** Reads the text of a trace. */
function readText(bytes: Uint8Array): Told<PackedTrace> {
  if (bytes.length > MOST_BYTES)
    return refuse({ message: `The trace is larger than ${MOST_BYTES / 2 ** 20} MB. The former run stays.` })
  try {
    return { ok: true, value: packTrace([bytes]) }
  } catch (error) {
    if (!(error instanceof TraceError)) throw error
    return refuse({
      line: error.line,
      message: `Line ${error.line}: ${withoutPlace(error.message)}. The former run stays.`,
    })
  }
}

/** Runs a trace, given packed or as the bytes of its text. Nothing else is changed when it is refused. */
export function readRun(from: Uint8Array | PackedTrace, setup: Setup): Told<Recording> {
  const read = from instanceof Uint8Array ? readText(from) : { ok: true as const, value: from }
  if (!read.ok) return read
  const trace = read.value
  if (trace.length === 0) return refuse({ message: 'The trace has no operation. The former run stays.' })
  if (trace.length > MOST_STEPS)
    return refuse({
      message: `The trace has ${trace.length.toLocaleString('en')} operations; ${MOST_STEPS.toLocaleString('en')} are the limit. The former run stays.`,
    })
  try {
    return { ok: true, value: record(trace, setup) }
  } catch (error) {
    if (error instanceof TraceError) {
      const line = from instanceof Uint8Array ? lineOfOperation(from, error.line) : error.line
      return refuse({ line, message: `Line ${line}: ${withoutPlace(error.message)}. The former run stays.` })
    }
    if (error instanceof RangeError || error instanceof AllocatorRefusal)
      return refuse({ message: `${sentence(error.message)} The former run stays.` })
    throw error
  }
}

export const refuse = (fault: Fault): { ok: false; fault: Fault } => ({ ok: false, fault })
