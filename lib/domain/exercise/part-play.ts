/**
 * One part of an exercise being played: takes steps, refuses what is not allowed, and says which goals hold. The same code
 * runs in the browser, where it answers at once, and on the server, where it decides.
 */
import { AllocatorPlay, PlayRefusal, type Tally } from './allocator-play.ts'
import { allocatorScope } from './allocator-scope.ts'
import type { Goal, PublicPart, Question } from './definition.ts'
import { type Expression, parseExpression } from './expression.ts'
import { holds, type Scope, type Value } from './expression-value.ts'
import { type OperationKind, type PlayStep, parsePlay } from './play-text.ts'

export interface Verdict {
  /** For each goal whether it holds. */
  goals: boolean[]
  extras: boolean[]
  /** All goals hold. */
  solved: boolean
}

const limitWords: Record<keyof Tally, [one: string, many: string]> = {
  calls: ['call', 'calls'],
  mallocs: ['malloc', 'mallocs'],
  reallocs: ['realloc', 'reallocs'],
  frees: ['free', 'frees'],
  poolFrees: ['pool emptied', 'pools emptied'],
}

/** "3 calls": a limit in words. */
export const limitText = (name: keyof Tally, n: number): string =>
  `${n.toLocaleString('en')} ${limitWords[name][n === 1 ? 0 : 1]}`

/** What a typed answer means: a number, a choice, or null when it is neither. Addresses are hexadecimal. */
export function readAnswer(question: Question, text: string): number | string | null {
  if (question.kind === 'choice') return question.choices.some(({ id }) => id === text) ? text : null
  const plain = text.toLowerCase().replaceAll(/[\s_,%]/g, '')
  if (question.kind === 'address' && /^(0x)?[0-9a-f]{1,12}$/.test(plain))
    return Number.parseInt(plain.replace('0x', ''), 16)
  if (/^0x[0-9a-f]{1,12}$/.test(plain)) return Number.parseInt(plain.slice(2), 16)
  return /^\d{1,15}(\.\d{1,15})?$/.test(plain) ? Number(plain) : null
}

/** Conditions come from definitions alone, so there are few; each is read once. */
const conditions = new Map<string, Expression>()

function condition(text: string): Expression {
  const known = conditions.get(text)
  if (known) return known
  const parsed = parseExpression(text)
  conditions.set(text, parsed)
  return parsed
}

export class PartPlay {
  readonly part: PublicPart
  readonly allocator: AllocatorPlay
  readonly answers = new Map<string, number | string>()

  constructor(part: PublicPart) {
    this.part = part
    this.allocator = new AllocatorPlay(part.world, parsePlay(part.start))
  }

  /** Takes a step. A refused one may have done some of its requests: play again from the start to be rid of them. @throws PlayRefusal */
  take(step: PlayStep): void {
    if (step.kind === 'lever' || step.kind === 'probe')
      throw new PlayRefusal('There is nothing of that name here.')
    if (step.kind === 'answer') this.answer(step.question, step.answer)
    else this.operate(step)
  }

  private operate(step: PlayStep & { kind: OperationKind }): void {
    if (!this.part.allow.includes(step.kind))
      throw new PlayRefusal('This exercise does without that operation.')
    if ('bytes' in step && step.kind !== 'misalign') {
      const bytes = step.kind === 'calloc' ? step.count * step.bytes : step.bytes
      const { sizes } = this.part
      if (sizes.length > 0 && !sizes.includes(bytes))
        throw new PlayRefusal(`Here, requests are of ${sizes.join(' or ')} bytes.`)
    }
    this.checkLimits(step)
    this.allocator.take(step)
    for (const name of Object.keys(this.part.limits) as (keyof Tally)[]) this.checkLimit(name, 0)
  }

  /** What is counted against limits, so far. */
  get tally(): Tally {
    return this.allocator.tally
  }

  /** Whether a question can be answered now. */
  isOpen(question: Question): boolean {
    if (this.answers.has(question.id) && !question.retry) return false
    return question.when === undefined || holds(condition(question.when), this.scope())
  }

  verdict(): Verdict {
    const scope = this.scope()
    const check = ({ check }: Goal) => holds(condition(check), scope)
    const goals = this.part.goals.map(check)
    return { goals, extras: this.part.extras.map(check), solved: goals.every(Boolean) }
  }

  private answer(id: string, text: string): void {
    const question = this.part.questions.find((known) => known.id === id)
    if (!question) throw new PlayRefusal('There is no such question here.')
    if (this.answers.has(id) && !question.retry)
      throw new PlayRefusal('That answer is locked. Start again to give another one.')
    const answer = readAnswer(question, text)
    if (answer === null)
      throw new PlayRefusal(
        question.kind === 'address'
          ? 'An address is hexadecimal, such as 0x4030.'
          : 'That is no answer to this question: it takes a number.',
      )
    if (!this.isOpen(question))
      throw new PlayRefusal(question.notYet ?? 'This question is asked a little later.')
    this.answers.set(id, answer)
  }

  private checkLimits(step: PlayStep): void {
    const ids = 'ids' in step ? step.ids.list.length : 0
    if (ids > 0) this.checkLimit('calls', ids)
    if (step.kind === 'malloc' || step.kind === 'calloc') this.checkLimit('mallocs', ids)
    if (step.kind === 'realloc') this.checkLimit('reallocs', ids)
    if (step.kind === 'free') this.checkLimit('frees', ids)
    if (step.kind === 'empty-pools') this.checkLimit('poolFrees', step.pools)
    if (step.kind === 'query') this.checkLimit('calls', 1)
  }

  private checkLimit(name: keyof Tally, more: number): void {
    const limit = this.part.limits[name]
    if (limit !== undefined && this.tally[name] + more > limit)
      throw new PlayRefusal(
        `This exercise allows ${limitText(name, limit)}; with this there would be ${this.tally[name] + more}. Undo a step or start again.`,
      )
  }

  private scope(): Scope {
    const engine = allocatorScope(this.allocator)
    const answers: Value = Object.fromEntries(this.answers)
    return { call: engine.call, name: (name) => (name === 'answers' ? answers : engine.name(name)) }
  }
}

/** Plays lines from the start. @throws PlayError, PlayRefusal */
export function replayPart(part: PublicPart, lines: readonly string[], maxIds?: number): PartPlay {
  const play = new PartPlay(part)
  for (const step of parsePlay(lines, maxIds)) play.take(step)
  return play
}
