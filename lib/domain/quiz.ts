/** Checking answers. Pure; questions come from compiled lessons, and what is right never leaves the server unasked. */

interface Choice {
  text: string
  correct: boolean
  because: string
}

export type Question =
  | { id: string; kind: 'single' | 'multiple'; prompt: string; choices: Choice[] }
  | { id: string; kind: 'order'; prompt: string; items: string[]; because: string }
  | {
      id: string
      kind: 'value'
      prompt: string
      accept: string[]
      misses: { value: string; because: string }[]
      because: string
    }

/** A question without its answer: safe to send to anybody who may read the lesson. */
export interface AskedQuestion {
  id: string
  kind: Question['kind']
  prompt: string
  /** Choices, or the items to order, as `{ key, text }`; empty where a value is typed. */
  options: { key: string; text: string }[]
  /** What is to be typed; the prompt says the form of a text. */
  typed?: 'address' | 'number' | 'text'
}

/** What a learner answered: keys of options (in their order, where the order counts), or what was typed. */
export type Answer = { keys: string[] } | { value: string }

export interface Verdict {
  correct: boolean
  /** Why, one sentence or more for each choice that was made; may contain `code`. */
  because: string[]
}

/** A small hash that is the same everywhere: keys and the shuffled order hang on it, so neither tells the position. */
function hash(text: string): number {
  let h = 2166136261
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619)
  return h >>> 0
}

const itemKey = (question: { id: string }, item: string) => hash(`${question.id}\n${item}`).toString(36)

function typedForm(accept: string[]): AskedQuestion['typed'] {
  if (accept.some((value) => value.toLowerCase().startsWith('0x'))) return 'address'
  return accept.every((value) => /^[\d_,]+$/.test(value)) ? 'number' : 'text'
}

/** The question as it is asked. Items to order come shuffled, always alike, and never in the right order. */
export function ask(question: Question): AskedQuestion {
  const { id, kind, prompt } = question
  if (question.kind === 'value') return { id, kind, prompt, options: [], typed: typedForm(question.accept) }
  if (question.kind === 'order') {
    const options = question.items.map((text) => ({ key: itemKey(question, text), text }))
    const shuffled = options.toSorted((a, b) => hash(a.key) - hash(b.key))
    const isRight = shuffled.every((option, index) => option === options[index])
    return { id, kind, prompt, options: isRight ? shuffled.reverse() : shuffled }
  }
  return {
    id,
    kind,
    prompt,
    options: question.choices.map(({ text }, index) => ({ key: String(index), text })),
  }
}

/** Spellings of one number are equal (0x30, 48, 4_8), and so are texts but for case and spaces. */
function canonical(value: string): string {
  const text = value.toLowerCase().replaceAll(/[\s_,]/g, '')
  if (/^0x[0-9a-f]+$/.test(text)) return String(Number.parseInt(text.slice(2), 16))
  return /^[0-9]+$/.test(text) ? String(Number(text)) : text
}

function checkChoices(question: Question & { kind: 'single' | 'multiple' }, keys: string[]): Verdict {
  const picked = question.choices.filter((_, index) => keys.includes(String(index)))
  const wrong = picked.filter((choice) => !choice.correct)
  const missing = question.choices.filter((choice) => choice.correct && !picked.includes(choice))
  const because = (wrong.length > 0 ? wrong : picked).map((choice) => choice.because)
  if (wrong.length === 0 && missing.length > 0)
    because.push(missing.length === 1 ? 'One more is right.' : `${missing.length} more are right.`)
  return { correct: wrong.length === 0 && missing.length === 0, because }
}

function checkOrder(question: Question & { kind: 'order' }, keys: string[]): Verdict {
  const right = question.items.map((item) => itemKey(question, item))
  const firstWrong = right.findIndex((key, index) => key !== keys[index])
  if (firstWrong === -1) return { correct: true, because: [question.because] }
  const place = firstWrong === 0 ? 'The first place is not right.' : `Right up to place ${firstWrong}.`
  return { correct: false, because: [`${place} ${question.because}`] }
}

function checkValue(question: Question & { kind: 'value' }, value: string): Verdict {
  const given = canonical(value)
  if (question.accept.some((accepted) => canonical(accepted) === given))
    return { correct: true, because: [question.because] }
  const miss = question.misses.find((known) => canonical(known.value) === given)
  return { correct: false, because: [miss?.because ?? question.because] }
}

/** Whether an answer is right, and why. */
export function check(question: Question, answer: Answer): Verdict {
  if (question.kind === 'value') return checkValue(question, 'value' in answer ? answer.value : '')
  const keys = 'keys' in answer ? answer.keys : []
  return question.kind === 'order' ? checkOrder(question, keys) : checkChoices(question, keys)
}
