/**
 * The language in which an exercise says when it is solved: Python's operators over what an engine or a model shows.
 *
 *     counters.raw_allocated_blocks == 2 and any(events('RAW'), it.bytes == 0)
 *     ring(31) == [0x4000, 0xC000, 0x8000]
 *     sum(blocks, it.blockSize - it.bytes) == 75
 *
 * It has literals (`31`, `0x4030`, `1_000`, `'text'`, `true`, `false`, `none`, lists), names, `.field`, `[index]` (from the
 * end when negative), calls, `not`, `-`, `* / %`, `+ -`, comparisons, `in`, `and`, `or`. There is no assignment and no loop: an
 * expression reads a state and ends. `expression-type.ts` checks it against what there is; `expression-value.ts` runs it.
 */

export type BinaryOperator =
  | 'or'
  | 'and'
  | 'in'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'

/** A part of an expression; `at` is where it stands in the text, from 0. */
export type Expression = { at: number } & (
  | { kind: 'literal'; value: number | string | boolean | null }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'name'; name: string }
  | { kind: 'field'; of: Expression; name: string }
  | { kind: 'item'; of: Expression; index: Expression }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'not' | 'negate'; of: Expression }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
)

/** An expression that cannot be read or makes no sense; `at` is where, from 0. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  readonly at: number

  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

interface Token {
  kind: 'number' | 'text' | 'word' | 'sign' | 'end'
  text: string
  at: number
}

const tokenPattern =
  /\s*(?:(0x[0-9a-f_]+|[0-9][0-9_]*(?:\.[0-9]+)?)|'([^']*)'|([a-z_]\w*)|(==|!=|<=|>=|[<>+\-*/%()[\],.]))/iy

function tokens(text: string): Token[] {
  const found: Token[] = []
  tokenPattern.lastIndex = 0
  while (text.slice(tokenPattern.lastIndex).trim() !== '') {
    const from = tokenPattern.lastIndex
    const match = tokenPattern.exec(text)
    const at = match ? match.index + match[0].search(/\S/) : from + text.slice(from).search(/\S/)
    if (!match) throw new ExpressionError(at, `"${text.slice(at, at + 12)}" cannot stand here`)
    const [, number, quoted, word, sign] = match
    if (number !== undefined) found.push({ kind: 'number', text: number.replaceAll('_', ''), at })
    else if (quoted !== undefined) found.push({ kind: 'text', text: quoted, at })
    else if (word !== undefined) found.push({ kind: 'word', text: word, at })
    else found.push({ kind: 'sign', text: sign ?? '', at })
  }
  found.push({ kind: 'end', text: 'the end', at: text.length })
  return found
}

/** Binding strength; a higher one binds closer. */
const strengths: Record<BinaryOperator, number> = {
  or: 1,
  and: 2,
  in: 4,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
}
const NOT_STRENGTH = 3
const SIGN_STRENGTH = 7

const isOperator = (text: string): text is BinaryOperator => Object.hasOwn(strengths, text)

/** Nested deeper than this, an expression is a mistake (and would cost stack). */
const MAX_DEPTH = 50

class Parser {
  private readonly tokens: Token[]
  private next = 0
  private depth = 0

  constructor(text: string) {
    this.tokens = tokens(text)
  }

  whole(): Expression {
    const expression = this.expression(0)
    const rest = this.peek()
    if (rest.kind !== 'end') throw new ExpressionError(rest.at, `"${rest.text}" cannot stand here`)
    return expression
  }

  private expression(strength: number): Expression {
    if (++this.depth > MAX_DEPTH) throw new ExpressionError(this.peek().at, 'this is nested too deep')
    let left = this.prefix()
    for (;;) {
      const { kind, text, at } = this.peek()
      if ((kind !== 'word' && kind !== 'sign') || !isOperator(text) || strengths[text] <= strength) break
      this.take()
      const right = this.expression(strengths[text])
      // Python would chain a < b < c; here it is refused rather than misread.
      if (strengths[text] === 4 && isComparison(left))
        throw new ExpressionError(at, 'comparisons are joined by "and"')
      left = { kind: 'binary', operator: text, left, right, at }
    }
    this.depth--
    return left
  }

  private prefix(): Expression {
    const { kind, text, at } = this.peek()
    if (kind === 'word' && text === 'not') {
      this.take()
      return { kind: 'not', of: this.expression(NOT_STRENGTH), at }
    }
    if (kind === 'sign' && text === '-') {
      this.take()
      return { kind: 'negate', of: this.expression(SIGN_STRENGTH), at }
    }
    return this.suffixes(this.primary())
  }

  private suffixes(start: Expression): Expression {
    let of = start
    for (;;) {
      const { at } = this.peek()
      if (this.takeSign('.')) {
        const { kind, text } = this.take()
        if (kind !== 'word') throw new ExpressionError(at, 'a name follows "."')
        of = { kind: 'field', of, name: text, at }
      } else if (this.takeSign('[')) {
        const index = this.expression(0)
        this.expect(']')
        of = { kind: 'item', of, index, at }
      } else return of
    }
  }

  private primary(): Expression {
    const { kind, text, at } = this.take()
    if (kind === 'number') return { kind: 'literal', value: Number(text), at }
    if (kind === 'text') return { kind: 'literal', value: text, at }
    if (kind === 'sign' && text === '(') {
      const inner = this.expression(0)
      this.expect(')')
      return inner
    }
    if (kind === 'sign' && text === '[') return { kind: 'list', items: this.items(']'), at }
    if (kind !== 'word' || isOperator(text)) throw new ExpressionError(at, `"${text}" cannot stand here`)
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true', at }
    if (text === 'none') return { kind: 'literal', value: null, at }
    if (this.takeSign('(')) return { kind: 'call', name: text, args: this.items(')'), at }
    return { kind: 'name', name: text, at }
  }

  private items(closing: string): Expression[] {
    const items: Expression[] = []
    if (this.takeSign(closing)) return items
    do items.push(this.expression(0))
    while (this.takeSign(','))
    this.expect(closing)
    return items
  }

  private peek(): Token {
    return this.tokens[this.next] ?? { kind: 'end', text: 'the end', at: 0 }
  }

  private take(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.next++
    return token
  }

  private takeSign(text: string): boolean {
    const token = this.peek()
    if (token.kind !== 'sign' || token.text !== text) return false
    this.next++
    return true
  }

  private expect(text: string): void {
    const token = this.peek()
    if (!this.takeSign(text))
      throw new ExpressionError(token.at, `"${text}" is missing before "${token.text}"`)
  }
}

const isComparison = (e: Expression) => e.kind === 'binary' && strengths[e.operator] === 4

/** Reads an expression. @throws ExpressionError */
export const parseExpression = (text: string): Expression => new Parser(text).whole()
