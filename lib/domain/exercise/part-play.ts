/**
 * One part of an exercise being played: takes steps, refuses what is not allowed, and says which goals hold. The same code
 * runs in the browser, where it answers at once, and on the server, where it decides.
 */
import { AllocatorPlay, PlayRefusal } from './allocator-play.ts'
import { allocatorScope } from './allocator-scope.ts'
import type { Counted, Goal, PublicPart, Question, Truth } from './definition.ts'
import { type Expression, parseExpression } from './expression.ts'
import { mentions } from './expression-type.ts'
import { holds, type Scope, type Value } from './expression-value.ts'
import { ModelPlay } from './model-play.ts'
import { type OperationKind, type PlayStep, parsePlay } from './play-text.ts'

export interface Verdict {
  /** For each goal whether it holds; null where only the server knows. */
  goals: (boolean | null)[]
  extras: (boolean | null)[]
  /** All goals hold. */
  solved: boolean
}

const limitWords: Record<Counted, [one: string, many: string]> = {
  calls: ['call', 'calls'],
  mallocs: ['malloc', 'mallocs'],
  reallocs: ['realloc', 'reallocs'],
  frees: ['free', 'frees'],
  poolFrees: ['pool emptied', 'pools emptied'],
  runs: ['run', 'runs'],
  points: ['point', 'points'],
}

/** "3 calls": a limit in words. */
export const limitText = (name: Counted, n: number): string =>
  `${n.toLocaleString('en')} ${limitWords[name][n === 1 ? 0 : 1]}`

/** What a typed answer means: a number, a choice, or null when it is neither. Addresses are hexadecimal. */
function readAnswer(question: Question, text: string): number | string | null {
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
  /** Null where the world is a model. */
  readonly allocator: AllocatorPlay | null
  /** Null where the world is the allocator. */
  readonly model: ModelPlay | null
  readonly answers = new Map<string, number | string>()
  private readonly truth: Truth | null

  /** @param truth what only the server knows; null in a browser */
  constructor(part: PublicPart, truth: Truth | null = null) {
    this.part = part
    this.truth = truth
    const isAllocator = part.world.kind === 'allocator'
    this.allocator =
      part.world.kind === 'allocator' ? new AllocatorPlay(part.world, parsePlay(part.start)) : null
    this.model = isAllocator ? null : new ModelPlay(part.world)
  }

  /** Takes a step. A refused one may have done some of its requests: play again from the start to be rid of them. @throws PlayRefusal */
  take(step: PlayStep): void {
    switch (step.kind) {
      case 'answer':
        this.answer(step.question, step.answer)
        break
      case 'lever':
        this.modelOrRefuse().set(step.lever, step.value)
        break
      case 'run':
        this.checkLimit('runs', 1)
        this.modelOrRefuse().run()
        break
      case 'probe': {
        const model = this.modelOrRefuse()
        this.checkLimit('points', model.costOf(step.probe))
        model.look(step.probe)
        break
      }
      default:
        this.operate(step)
    }
  }

  private modelOrRefuse(): ModelPlay {
    if (!this.model) throw new PlayRefusal('There is nothing of that name here.')
    return this.model
  }

  private operate(step: PlayStep & { kind: OperationKind }): void {
    const { allocator } = this
    if (!allocator || !this.part.allow.includes(step.kind))
      throw new PlayRefusal('This exercise does without that operation.')
    if ('bytes' in step && step.kind !== 'misalign') {
      const bytes = step.kind === 'calloc' ? step.count * step.bytes : step.bytes
      const { sizes } = this.part
      if (sizes.length > 0 && !sizes.includes(bytes))
        throw new PlayRefusal(`Here, requests are of ${sizes.join(' or ')} bytes.`)
    }
    this.checkLimits(step)
    allocator.take(step)
    for (const name of Object.keys(this.part.limits) as Counted[]) this.checkLimit(name, 0)
  }

  /** How much of what is counted there was so far. */
  count(name: Counted): number {
    if (name === 'runs' || name === 'points') return this.model?.tally[name] ?? 0
    return this.allocator?.tally[name] ?? 0
  }

  /** Whether a question can be answered now. */
  isOpen(question: Question): boolean {
    if (this.answers.has(question.id) && !question.retry) return false
    return question.when === undefined || holds(condition(question.when), this.scope())
  }

  verdict(): Verdict {
    const scope = this.scope()
    const check = ({ check: text }: Goal): boolean | null => {
      const goal = condition(text)
      return this.truth === null && mentions(goal, 'truth') ? null : holds(goal, scope)
    }
    const goals = this.part.goals.map(check)
    return { goals, extras: this.part.extras.map(check), solved: goals.every((goal) => goal === true) }
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

  private checkLimit(name: Counted, more: number): void {
    const limit = this.part.limits[name]
    if (limit !== undefined && this.count(name) + more > limit)
      throw new PlayRefusal(
        `This exercise allows ${limitText(name, limit)}; with this there would be ${this.count(name) + more}. Undo a step or start again.`,
      )
  }

  private scope(): Scope {
    const answers: Value = Object.fromEntries(this.answers)
    if (this.allocator) {
      const engine = allocatorScope(this.allocator)
      return { call: engine.call, name: (name) => (name === 'answers' ? answers : engine.name(name)) }
    }
    const { levers = {}, out = null, tally } = this.model ?? {}
    const names: Record<string, Value> = { answers, levers, out, truth: this.truth, ...tally }
    return { call: () => null, name: (name) => names[name] ?? null }
  }
}

/** Plays lines from the start. @throws PlayError, PlayRefusal */
export function replayPart(
  part: PublicPart,
  lines: readonly string[],
  truth: Truth | null = null,
  maxIds?: number,
): PartPlay {
  const play = new PartPlay(part, truth)
  for (const step of parsePlay(lines, maxIds)) play.take(step)
  return play
}
