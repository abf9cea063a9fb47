/**
 * The types of the expression language, and the check that an expression makes sense before it is ever run. Every value
 * may also be `none` (there is no such pool, nothing was answered yet), so a type says what a value is if it is there.
 */
import { type Expression, ExpressionError } from './expression.ts'

export type Type =
  | 'number'
  | 'text'
  | 'flag'
  | 'none'
  /** A number, or the text `raw#k` of a block of libc. */
  | 'address'
  | { list: Type }
  | { record: Record<string, Type> }

/** What an expression may speak of. */
export interface Vocabulary {
  names: Record<string, Type>
  functions: Record<string, FunctionType>
}

export interface FunctionType {
  takes: Type[]
  /** May hang on the text that is its first argument, written out: `events('RAW')`. Null refuses the text. */
  gives: Type | ((text: string) => Type | null)
}

export const listOf = (list: Type): Type => ({ list })
export const recordOf = (record: Record<string, Type>): Type => ({ record })

/** Functions over lists: the second argument is computed for each item, which it calls `it`. */
const eachFunctions = ['any', 'all', 'count', 'sum', 'map'] as const
export type EachFunction = (typeof eachFunctions)[number]
export const isEachFunction = (name: string): name is EachFunction =>
  (eachFunctions as readonly string[]).includes(name)

const plainFunctions = ['len', 'last', 'distinct', 'min', 'max', 'abs', 'near'] as const

/** A type in words, for messages. */
function typeName(type: Type): string {
  if (typeof type === 'string') return type
  return 'list' in type ? `list of ${typeName(type.list)}` : 'record'
}

/** Whether values of both types can be compared at all. */
function agree(a: Type, b: Type): boolean {
  if (a === 'none' || b === 'none') return true
  if (a === 'address') return b === 'address' || b === 'number' || b === 'text'
  if (b === 'address') return agree(b, a)
  if (typeof a === 'string' || typeof b === 'string') return a === b
  if ('list' in a && 'list' in b) return agree(a.list, b.list)
  return false
}

/** The type of an expression. @throws ExpressionError where it makes no sense */
function typeOf(e: Expression, words: Vocabulary): Type {
  switch (e.kind) {
    case 'literal':
      if (e.value === null) return 'none'
      if (typeof e.value === 'boolean') return 'flag'
      return typeof e.value === 'number' ? 'number' : 'text'
    case 'list':
      return { list: e.items.reduce<Type>((of, item) => joined(of, typeOf(item, words), item.at), 'none') }
    case 'name':
      return known(words.names, e.name, e.at, 'name')
    case 'field': {
      const of = typeOf(e.of, words)
      if (typeof of === 'string' || !('record' in of))
        throw new ExpressionError(e.at, `a ${typeName(of)} has no field "${e.name}"`)
      return known(of.record, e.name, e.at, 'field')
    }
    case 'item':
      demand(e.index, words, 'number')
      return itemType(e.of, words)
    case 'call':
      return callType(e, words)
    case 'not':
      return demand(e.of, words, 'flag')
    case 'negate':
      return demand(e.of, words, 'number')
    case 'binary':
      return binaryType(e, words)
  }
}

function known(table: Record<string, Type>, name: string, at: number, what: string): Type {
  const type = Object.hasOwn(table, name) ? table[name] : undefined
  if (type !== undefined) return type
  throw new ExpressionError(at, `there is no ${what} "${name}": known are ${Object.keys(table).join(', ')}`)
}

function joined(a: Type, b: Type, at: number): Type {
  if (a === 'none') return b
  if (!agree(a, b)) throw new ExpressionError(at, `a list holds ${typeName(a)}, so not ${typeName(b)}`)
  return a
}

function demand(e: Expression, words: Vocabulary, wanted: Type): Type {
  const type = typeOf(e, words)
  const fits = agree(type, wanted) && !(type === 'address' && wanted === 'text')
  if (!fits) throw new ExpressionError(e.at, `a ${typeName(wanted)} belongs here, not a ${typeName(type)}`)
  return wanted
}

function itemType(e: Expression, words: Vocabulary): Type {
  const type = typeOf(e, words)
  if (typeof type === 'string' || !('list' in type))
    throw new ExpressionError(e.at, `a list belongs here, not a ${typeName(type)}`)
  return type.list
}

function binaryType(e: Expression & { kind: 'binary' }, words: Vocabulary): Type {
  switch (e.operator) {
    case 'and':
    case 'or':
      demand(e.left, words, 'flag')
      return demand(e.right, words, 'flag')
    case '==':
    case '!=':
    case 'in': {
      const left = typeOf(e.left, words)
      const right = e.operator === 'in' ? itemType(e.right, words) : typeOf(e.right, words)
      if (!agree(left, right))
        throw new ExpressionError(e.at, `a ${typeName(left)} is never a ${typeName(right)}`)
      return 'flag'
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      demand(e.left, words, 'number')
      demand(e.right, words, 'number')
      return 'flag'
    default:
      demand(e.left, words, 'number')
      return demand(e.right, words, 'number')
  }
}

function callType(e: Expression & { kind: 'call' }, words: Vocabulary): Type {
  const { name, args, at } = e
  const arity = (n: number) => {
    if (args.length !== n) throw new ExpressionError(at, `${name} takes ${n}, and was given ${args.length}`)
    return args as [Expression, ...Expression[]]
  }
  if (isEachFunction(name)) {
    const [list, each] = arity(2)
    const inner = { ...words, names: { ...words.names, it: itemType(list, words) } }
    if (each === undefined || name === 'map')
      return { list: each === undefined ? 'none' : typeOf(each, inner) }
    demand(each, inner, name === 'sum' ? 'number' : 'flag')
    return name === 'any' || name === 'all' ? 'flag' : 'number'
  }
  switch (name) {
    case 'len':
      itemType(arity(1)[0], words)
      return 'number'
    case 'last':
      return itemType(arity(1)[0], words)
    case 'distinct':
      return { list: itemType(arity(1)[0], words) }
    case 'min':
    case 'max': {
      const of = itemType(arity(1)[0], words)
      if (of !== 'number' && of !== 'none') throw new ExpressionError(at, `${name} takes a list of numbers`)
      return 'number'
    }
    case 'abs':
      return demand(arity(1)[0], words, 'number')
    case 'near':
      for (const arg of arity(3)) demand(arg, words, 'number')
      return 'flag'
  }
  const declared = Object.hasOwn(words.functions, name) ? words.functions[name] : undefined
  if (!declared) {
    const all = [...eachFunctions, ...plainFunctions, ...Object.keys(words.functions)]
    throw new ExpressionError(at, `there is no function "${name}": known are ${all.join(', ')}`)
  }
  const [first] = arity(declared.takes.length)
  for (const [i, wanted] of declared.takes.entries()) demand(args[i] ?? first, words, wanted)
  if (typeof declared.gives !== 'function') return declared.gives
  const text = first.kind === 'literal' && typeof first.value === 'string' ? first.value : null
  const type = text === null ? null : declared.gives(text)
  if (type === null) throw new ExpressionError(first.at, `${name} has nothing of that name`)
  return type
}

/** Checks that an expression is a condition. @throws ExpressionError */
export function checkCondition(e: Expression, words: Vocabulary): void {
  demand(e, words, 'flag')
}

/** Whether an expression speaks of a name anywhere. */
export function mentions(e: Expression, name: string): boolean {
  switch (e.kind) {
    case 'literal':
      return false
    case 'list':
      return e.items.some((item) => mentions(item, name))
    case 'name':
      return e.name === name
    case 'item':
      return mentions(e.of, name) || mentions(e.index, name)
    case 'call':
      return e.args.some((arg) => mentions(arg, name))
    case 'binary':
      return mentions(e.left, name) || mentions(e.right, name)
    default:
      return mentions(e.of, name)
  }
}
