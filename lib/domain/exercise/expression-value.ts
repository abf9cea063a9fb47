/**
 * Runs an expression over values. It never throws for a value that is missing: a field of `none` is `none`, an order with
 * `none` is false, and arithmetic with `none` is `none`.
 */
import type { Expression } from './expression.ts'
import { type EachFunction, isEachFunction } from './expression-type.ts'

export type Value = number | string | boolean | null | readonly Value[] | { readonly [field: string]: Value }

/** What an expression reads. Names are asked for only when they are spoken of: some cost a walk over all pools. */
export interface Scope {
  name: (name: string) => Value
  call: (name: string, args: Value[]) => Value
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value)

/** Deep equality; lists are equal item by item. */
function sameValue(a: Value, b: Value): boolean {
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, i) => sameValue(item, b[i] ?? null))
  return a === b
}

const orders: readonly string[] = ['<', '<=', '>', '>=']

const number = (value: Value): number | null => (typeof value === 'number' ? value : null)

/** The value of an expression that {@link checkCondition} has accepted. */
export function compute(e: Expression, scope: Scope): Value {
  switch (e.kind) {
    case 'literal':
      return e.value
    case 'list':
      return e.items.map((item) => compute(item, scope))
    case 'name':
      return scope.name(e.name)
    case 'field': {
      const of = compute(e.of, scope)
      if (of === null || typeof of !== 'object' || isList(of) || !Object.hasOwn(of, e.name)) return null
      return of[e.name] ?? null
    }
    case 'item': {
      const of = compute(e.of, scope)
      const index = number(compute(e.index, scope))
      return isList(of) && index !== null ? (of.at(index) ?? null) : null
    }
    case 'call':
      return callValue(e, scope)
    case 'not':
      return compute(e.of, scope) !== true
    case 'negate': {
      const of = number(compute(e.of, scope))
      return of === null ? null : -of
    }
    case 'binary':
      return binaryValue(e, scope)
  }
}

/** Whether a condition holds. */
export const holds = (e: Expression, scope: Scope): boolean => compute(e, scope) === true

function binaryValue(e: Expression & { kind: 'binary' }, scope: Scope): Value {
  const left = compute(e.left, scope)
  if (e.operator === 'and') return left === true && compute(e.right, scope) === true
  if (e.operator === 'or') return left === true || compute(e.right, scope) === true
  const right = compute(e.right, scope)
  if (e.operator === '==') return sameValue(left, right)
  if (e.operator === '!=') return !sameValue(left, right)
  if (e.operator === 'in') return isList(right) && right.some((item) => sameValue(item, left))
  const [a, b] = [number(left), number(right)]
  if (a === null || b === null) return orders.includes(e.operator) ? false : null
  switch (e.operator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return b === 0 ? null : a / b
    case '%':
      return b === 0 ? null : a % b
  }
}

function callValue(e: Expression & { kind: 'call' }, scope: Scope): Value {
  const [first, second] = e.args
  if (isEachFunction(e.name) && first && second) return eachValue(e.name, first, second, scope)
  const args = e.args.map((arg) => compute(arg, scope))
  const [a = null, b = null, c = null] = args
  const list = isList(a) ? a : []
  switch (e.name) {
    case 'len':
      return list.length
    case 'last':
      return list.at(-1) ?? null
    case 'distinct':
      return list.filter((item, i) => list.findIndex((other) => sameValue(other, item)) === i)
    case 'min':
    case 'max': {
      const numbers = list.filter((item) => typeof item === 'number')
      if (numbers.length === 0) return null
      return numbers.reduce((m, n) => (e.name === 'min' ? Math.min(m, n) : Math.max(m, n)))
    }
    case 'abs':
      return typeof a === 'number' ? Math.abs(a) : null
    case 'near': {
      const [x, y, tolerance] = [number(a), number(b), number(c)]
      return x !== null && y !== null && tolerance !== null && Math.abs(x - y) <= tolerance
    }
    default:
      return scope.call(e.name, args)
  }
}

function eachValue(name: EachFunction, of: Expression, each: Expression, scope: Scope): Value {
  const list = compute(of, scope)
  const items = isList(list) ? list : []
  const at = (it: Value): Value =>
    compute(each, { call: scope.call, name: (asked) => (asked === 'it' ? it : scope.name(asked)) })
  switch (name) {
    case 'any':
      return items.some((it) => at(it) === true)
    case 'all':
      return items.every((it) => at(it) === true)
    case 'count':
      return items.filter((it) => at(it) === true).length
    case 'sum':
      return items.reduce<number>((sum, it) => sum + (number(at(it)) ?? 0), 0)
    case 'map':
      return items.map(at)
  }
}
