import { describe, expect, test } from 'vitest'
import { ExpressionError, parseExpression } from './expression.ts'
import { checkCondition, listOf, mentions, recordOf, type Vocabulary } from './expression-type.ts'
import { compute, type Scope, type Value } from './expression-value.ts'

const words: Vocabulary = {
  names: {
    calls: 'number',
    numbers: listOf('number'),
    blocks: listOf(recordOf({ bytes: 'number', raw: 'flag', at: 'address' })),
    counters: recordOf({ raw: 'number' }),
    choice: 'text',
  },
  functions: {
    ring: { takes: ['number'], gives: listOf('number') },
    events: {
      takes: ['text'],
      gives: (name) => (name === 'RAW' ? listOf(recordOf({ bytes: 'number' })) : null),
    },
  },
}

const values: Record<string, Value> = {
  calls: 3,
  numbers: [3, 1, 2, 3],
  blocks: [
    { bytes: 10, raw: false, at: 0x4030 },
    { bytes: 600, raw: true, at: 'raw#1' },
  ],
  counters: { raw: 1 },
  choice: null,
}

const scope: Scope = {
  name: (name) => values[name] ?? null,
  call: (name, [argument]) =>
    name === 'ring' ? (argument === 31 ? [0x4000, 0x8000] : []) : name === 'events' ? [{ bytes: 0 }] : null,
}

const run = (text: string) => compute(parseExpression(text), scope)

describe('an expression', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['-2 - -3', 1],
    ['7 % 4 / 2', 1.5],
    ['0x4_030', 0x4030],
    ['1_000', 1000],
    ['not calls == 4', true],
    ['calls <= 3 and 2 in numbers', true],
    ['false or calls > 3 or true', true],
    ['ring(31) == [0x4000, 0x8000]', true],
    ['ring(30) == []', true],
    ['numbers[-1] + numbers[1]', 4],
    ['len(distinct(numbers))', 3],
    ['min(numbers) + max(numbers)', 4],
    ['sum(blocks, it.bytes)', 610],
    ['count(blocks, it.raw)', 1],
    ['map(blocks, it.bytes)', [10, 600]],
    ["any(blocks, it.at == 'raw#1') and all(blocks, it.bytes > 0)", true],
    ["any(events('RAW'), it.bytes == 0)", true],
    ['any(blocks, any(numbers, it == 2) and it.raw)', true],
    ['near(10 / 3, 3.3, 0.1)', true],
    ["last(blocks).at == 'raw#1'", true],
    ['choice == none', true],
  ])('%s', (text, value) => {
    expect(run(text)).toEqual(value)
  })

  test.each([
    ['numbers[9]', null],
    ['numbers[9] + 1', null],
    ['numbers[9] > 1', false],
    ['last(ring(5))', null],
    ['1 / 0', null],
    ['min(ring(5))', null],
    ['not (numbers[9] > 1)', true],
  ])('of what is not there: %s', (text, value) => {
    expect(run(text)).toBe(value)
  })

  test.each([
    ['calls ==', 'the end'],
    ['calls = 3', '"= 3"'],
    ['1 < 2 < 3', 'joined by "and"'],
    ['(1', '")" is missing'],
    ['blocks.1', 'a name follows'],
    ['and', 'cannot stand here'],
    ['1 2', '"2" cannot stand here'],
    ['process.exit(1)', 'cannot stand here'],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, 'nested too deep'],
  ])('that cannot be read: %s', (text, message) => {
    expect(() => parseExpression(text)).toThrow(ExpressionError)
    expect(() => parseExpression(text)).toThrow(message)
  })

  test.each([
    ['calls', 'a flag belongs here'],
    ['nothing == 1', 'no name "nothing"'],
    ['counters.nothing == 1', 'no field "nothing"'],
    ['calls.raw == 1', 'a number has no field'],
    ["calls == 'three'", 'never a text'],
    ['any(calls, true)', 'a list belongs here'],
    ['any(blocks, it.bytes)', 'a flag belongs here'],
    ["len(events('NEVER')) == 0", 'nothing of that name'],
    ['len(events(choice)) == 0', 'nothing of that name'],
    ['eval(1) == 1', 'no function "eval"'],
    ['ring(1, 2) == []', 'ring takes 1'],
    ["[1, 'a'] == []", 'a list holds number'],
    ['constructor == 1', 'no name "constructor"'],
  ])('that makes no sense: %s', (text, message) => {
    expect(() => checkCondition(parseExpression(text), words)).toThrow(message)
  })

  test('names what it speaks of', () => {
    expect(mentions(parseExpression('any(blocks, it.bytes == calls)'), 'calls')).toBe(true)
    expect(mentions(parseExpression('any(blocks, it.bytes == 1)'), 'calls')).toBe(false)
  })

  test('reads no field that the value does not have itself', () => {
    expect(run('counters.constructor')).toBeNull()
  })
})
