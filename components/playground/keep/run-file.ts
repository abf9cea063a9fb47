/**
 * A run as a file: the text of a trace (simulator/trace.ts), with comments that say how it is to be played and which line of the
 * program caused what. Any reader of traces can read it; whatever the comments lack, the playground's usual set-up fills in.
 *
 *     # title: Lists that grow
 *     # profile: 32-bit
 *     # misalignment: 4096
 *     # debug hooks: off
 *     # python: "numbers = [1.5]\n"       the program, as a JSON string
 *     # line 1                            caused the operations that follow; 0 for none
 *     m 0 56
 */
import { profileNames } from '#simulator/index.ts'
import type { RunAbout, Setup } from '../engine/run-view.ts'

export interface RunFile extends RunAbout {
  readonly setup: Setup
  /** The text of the trace, in bytes of ASCII. */
  readonly trace: Uint8Array<ArrayBuffer>
}

/** What a file says of itself; the trace, with its comments, is for the engine to read. */
export interface RunFileHead {
  readonly about: Partial<Omit<RunAbout, 'setup'>>
  readonly setup: Partial<Setup>
}

/** Titles and programs are cut there. */
const MAX_TITLE = 100
const MAX_SOURCE = 100_000

const NEWLINE = 10
const HASH = 35

/** One line, without what could end it. */
const oneLine = (text: string) =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MAX_TITLE)

/** A run as the bytes of its file. */
export function writeRunFile({ title, setup, trace, source, sourceLines }: RunFile): Uint8Array<ArrayBuffer> {
  const head = [
    `# title: ${oneLine(title)}`,
    `# profile: ${setup.profile}`,
    `# misalignment: ${setup.misalignment}`,
    `# debug hooks: ${setup.debugHooks ? 'on' : 'off'}`,
    ...(source === undefined ? [] : [`# python: ${JSON.stringify(source.slice(0, MAX_SOURCE))}`]),
  ]
  const encoder = new TextEncoder()
  const pieces = [encoder.encode(`${head.join('\n')}\n`)]
  let [start, at, operation, line] = [0, 0, 0, 0]
  while (sourceLines && at < trace.length) {
    const next = sourceLines[operation] ?? 0
    if (trace[at] !== HASH) {
      if (next !== line) {
        pieces.push(trace.subarray(start, at), encoder.encode(`# line ${next}\n`))
        ;[start, line] = [at, next]
      }
      operation++
    }
    const end = trace.indexOf(NEWLINE, at)
    at = end < 0 ? trace.length : end + 1
  }
  pieces.push(trace.subarray(start))
  return join(pieces)
}

function join(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** Reads what a file says of itself. Comments that say nothing known, or nothing sensible, are left out. */
export function readRunFileHead(bytes: Uint8Array): RunFileHead {
  const setup: { -readonly [K in keyof Setup]?: Setup[K] } = {}
  const about: { -readonly [K in keyof RunFileHead['about']]: RunFileHead['about'][K] } = {}
  /** Where the line changes: [operation, line]. */
  const changes: [number, number][] = []
  const decoder = new TextDecoder()
  let operation = 0
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, at)
    const end = newline < 0 ? bytes.length : newline
    if (bytes[at] !== HASH) operation++
    else {
      const [, name, value = ''] =
        /^# (title|profile|misalignment|debug hooks|python|line):? (.*)$/.exec(
          decoder.decode(bytes.subarray(at, end)),
        ) ?? []
      if (name === 'line') changes.push([operation, Number(value) || 0])
      else if (name === 'title' && oneLine(value) !== '') about.title = oneLine(value)
      else if (name === 'python') Object.assign(about, readSource(value))
      else if (name === 'profile' && profileNames.includes(value)) setup.profile = value
      else if (name === 'misalignment' && /^\d{1,7}$/.test(value)) setup.misalignment = Number(value)
      else if (name === 'debug hooks') setup.debugHooks = value === 'on'
    }
    at = end + 1
  }
  if (changes.length > 0) about.sourceLines = spread(changes, operation)
  return { about, setup }
}

function readSource(value: string): { source?: string } {
  try {
    const source: unknown = JSON.parse(value)
    return typeof source === 'string' ? { source: source.slice(0, MAX_SOURCE) } : {}
  } catch {
    return {}
  }
}

/** From the places where the line changes to a line for each operation. */
function spread(changes: readonly [number, number][], operations: number): Uint32Array<ArrayBuffer> {
  const lines = new Uint32Array(operations)
  for (const [i, [from, line]] of changes.entries()) lines.fill(line, from, changes[i + 1]?.[0] ?? operations)
  return lines
}
