/**
 * What somebody did in an exercise, as text: the engine's trace format (see `simulator/trace.ts`) with four additions.
 *
 * Many at once: an id may be a range, which makes one step of many requests.
 *
 *     m 1..31 512                            31 requests, known as 1 to 31
 *     f 31..1                                last first
 *     f 1..200000 except 1..200000/100       all but each hundredth, from the first on
 *     f 4,9,7                                these, in this order
 *     c 5 3x171                              calloc of 3 × 171 bytes
 *
 * What a trace does not know:
 *
 *     e <arena> <n>          frees every block of n pools of an arena, lowest address first
 *     x <bytes>              the arenas to come lie this far off alignment
 *     q <state> <id>         asks a state's address_in_range() about a block
 *     @<state> <step>        the step happens in another state than the first
 *     a <question> <answer>  an answer is locked
 *     l <lever> <value>      a lever of a model is set
 *     g                      the model is run
 *     p <probe>              a piece of evidence is looked at
 *
 * A play of several parts stands under lines `= <part>`. Lines that begin with # are comments.
 */

/** Ids as they were written, and all of them in order. */
export interface Ids {
  text: string
  list: number[]
}

export type PlayStep =
  | { kind: 'malloc'; state: string; ids: Ids; bytes: number }
  | { kind: 'calloc'; state: string; ids: Ids; count: number; bytes: number }
  | { kind: 'realloc'; state: string; ids: Ids; bytes: number }
  | { kind: 'free'; state: string; ids: Ids }
  | { kind: 'empty-pools'; state: string; arena: number; pools: number }
  | { kind: 'misalign'; state: string; bytes: number }
  | { kind: 'query'; state: string; id: number }
  | { kind: 'answer'; question: string; answer: string }
  | { kind: 'lever'; lever: string; value: string }
  | { kind: 'run' }
  | { kind: 'probe'; probe: string }

/** The kinds that an exercise may allow; answers, levers and probes are allowed where they are defined. */
export const operationKinds = [
  'malloc',
  'calloc',
  'realloc',
  'free',
  'empty-pools',
  'misalign',
  'query',
] as const
export type OperationKind = (typeof operationKinds)[number]

/** A play that cannot be read. `line` counts from 1. */
export class PlayError extends Error {
  override readonly name = 'PlayError'
  readonly line: number

  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`)
    this.line = line
  }
}

/** A line that is no step, in a sentence. */
export class StepError extends Error {
  override readonly name = 'StepError'
}

/** The state that a step happens in when it names none. */
export const FIRST_STATE = 'A'

const MAX_ID = 2 ** 31 - 1

/** Reads one line. `room` is how many ids it may speak of. @throws StepError */
export function parseStep(line: string, room = Number.POSITIVE_INFINITY): PlayStep {
  const placed = /^@([A-Z]) (.*)$/.exec(line)
  const state = placed?.[1] ?? FIRST_STATE
  const [letter = '', ...words] = (placed?.[2] ?? line).split(' ')
  const [first = '', second = ''] = words
  if (placed && !'mcrfexq'.includes(letter)) throw malformed(line)
  switch (letter) {
    case 'm':
    case 'r': {
      const kind = letter === 'm' ? 'malloc' : 'realloc'
      return { kind, state, ids: ids(words.slice(0, -1), room), bytes: whole(words.at(-1), line) }
    }
    case 'c': {
      const [count, each] = (words.at(-1) ?? '').split('x')
      const [n, bytes] = each === undefined ? ['1', count] : [count, each]
      return {
        kind: 'calloc',
        state,
        ids: ids(words.slice(0, -1), room),
        count: whole(n, line),
        bytes: whole(bytes, line),
      }
    }
    case 'f':
      return { kind: 'free', state, ids: ids(words, room) }
  }
  if (line === 'g') return { kind: 'run' }
  if (words.length !== (letter === 'x' || letter === 'p' ? 1 : 2) && letter !== 'a') throw malformed(line)
  switch (letter) {
    case 'e':
      return { kind: 'empty-pools', state, arena: whole(first, line), pools: whole(second, line) }
    case 'x':
      return { kind: 'misalign', state, bytes: whole(first, line) }
    case 'q':
      if (!/^[A-Z]$/.test(first)) throw malformed(line)
      return { kind: 'query', state: first, id: whole(second, line) }
    case 'a':
      if (!isName(first) || words.length < 2 || line.length > 300) throw malformed(line)
      return { kind: 'answer', question: first, answer: words.slice(1).join(' ') }
    case 'l':
      if (!isName(first) || line.length > 300) throw malformed(line)
      return { kind: 'lever', lever: first, value: second }
    case 'p':
      if (!isName(first)) throw malformed(line)
      return { kind: 'probe', probe: first }
  }
  throw malformed(line)
}

const isName = (text: string) => /^[a-z][a-z0-9-]*$/.test(text)

const malformed = (line: string) => new StepError(`"${line.slice(0, 60)}" is no step of a play`)

function whole(text: string | undefined, line: string): number {
  if (text === undefined || !/^(0|[1-9]\d{0,15})$/.test(text)) throw malformed(line)
  return Number(text)
}

function ids(words: string[], room: number): Ids {
  const text = words.join(' ')
  const [taken = '', excepted, ...more] = text.split(' except ')
  if (more.length > 0) throw malformed(text)
  const list = pieces(taken, room)
  if (excepted === undefined) return { text, list }
  const but = new Set(pieces(excepted, room))
  return { text, list: list.filter((id) => !but.has(id)) }
}

function pieces(text: string, room: number): number[] {
  const list: number[] = []
  for (const piece of text.split(',')) {
    const [, a, b, step] = /^(\d{1,10})(?:\.\.(\d{1,10})(?:\/(\d{1,10}))?)?$/.exec(piece) ?? []
    if (a === undefined)
      throw new StepError(`"${piece.slice(0, 40)}" is no id, such as 7, and no range, such as 1..31`)
    const [from, to, by] = [Number(a), Number(b ?? a), Number(step ?? 1)]
    if (by === 0 || Math.max(from, to) > MAX_ID) throw new StepError(`"${piece}" is no range of ids`)
    if (list.length + Math.abs(to - from) / by >= room)
      throw new StepError('That is more than one step may do here.')
    if (from <= to) for (let id = from; id <= to; id += by) list.push(id)
    else for (let id = from; id >= to; id -= by) list.push(id)
  }
  return list
}

/** Reads the lines of one part. `maxIds` bounds what all of them together may speak of. @throws PlayError */
export function parsePlay(lines: readonly string[], maxIds = Number.POSITIVE_INFINITY): PlayStep[] {
  let room = maxIds
  const steps: PlayStep[] = []
  for (const [i, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue
    try {
      const step = parseStep(line, room)
      if ('ids' in step) room -= step.ids.list.length
      if (step.kind === 'empty-pools') room -= step.pools
      if (room < 0) throw new StepError('This play is longer than an exercise takes.')
      steps.push(step)
    } catch (error) {
      if (!(error instanceof StepError)) throw error
      throw new PlayError(i + 1, error.message)
    }
  }
  return steps
}

/** The lines of each part of a play. @throws PlayError for a line that stands under no part */
export function splitParts(text: string): Map<string, string[]> {
  const parts = new Map<string, string[]>()
  let lines: string[] | undefined
  for (const [i, line] of text.split('\n').entries()) {
    const part = /^= ([a-z0-9-]+)$/.exec(line)?.[1]
    if (part !== undefined) {
      lines = []
      parts.set(part, lines)
    } else if (line !== '') {
      if (!lines) throw new PlayError(i + 1, 'this line stands under no part')
      lines.push(line)
    }
  }
  return parts
}

/** The text of a play of several parts. */
export const joinParts = (parts: ReadonlyMap<string, readonly string[]>): string =>
  [...parts].map(([part, lines]) => [`= ${part}`, ...lines, ''].join('\n')).join('')
