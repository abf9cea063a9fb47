import { expect, test } from 'vitest'
import { ask, check, type Question } from './quiz.ts'

const multiple: Question = {
  id: 'which',
  kind: 'multiple',
  prompt: 'Which?',
  choices: [
    { text: 'a', correct: true, because: 'a is' },
    { text: 'b', correct: false, because: 'b is not' },
    { text: 'c', correct: true, because: 'c is' },
  ],
}
const order: Question = {
  id: 'order',
  kind: 'order',
  prompt: 'Order',
  items: ['first', 'second', 'third'],
  because: 'since',
}
const value: Question = {
  id: 'value',
  kind: 'value',
  prompt: 'Type',
  accept: ['0x8030'],
  misses: [{ value: '0x8000', because: 'that is the header' }],
  because: 'behind the header',
}

test('a question is asked without what is right or why', () => {
  for (const question of [multiple, order, value]) {
    const text = JSON.stringify(ask(question))
    expect(text).not.toMatch(/correct|because|accept|misses|0x80/)
  }
})

test('items to order come shuffled, with keys that do not tell the place', () => {
  const { options } = ask(order)
  expect(options.map(({ text }) => text)).not.toEqual(order.kind === 'order' && order.items)
  expect(ask(order)).toEqual(ask(order))
})

test('each wrong choice is explained, and what is missing is counted, not told', () => {
  expect(check(multiple, { keys: ['0', '2'] })).toEqual({ correct: true, because: ['a is', 'c is'] })
  expect(check(multiple, { keys: ['0', '1'] })).toEqual({ correct: false, because: ['b is not'] })
  expect(check(multiple, { keys: ['0'] })).toEqual({
    correct: false,
    because: ['a is', 'One more is right.'],
  })
  expect(check(multiple, { keys: ['7', '__proto__'] }).correct).toBe(false)
})

test('an order is right only as a whole', () => {
  const keyOf = (text: string) => ask(order).options.find((option) => option.text === text)?.key ?? ''
  const keys = ['first', 'second', 'third'].map(keyOf)
  expect(check(order, { keys }).correct).toBe(true)
  const [first = '', second = '', third = ''] = keys
  expect(check(order, { keys: [first, third, second] })).toEqual({
    correct: false,
    because: ['Right up to place 1. since'],
  })
})

test.each([['0x8030'], ['0X8030'], ['32816'], ['32,816'], [' 0x80 30 ']])(
  '%s is the same address',
  (given) => {
    expect(check(value, { value: given }).correct).toBe(true)
  },
)

test('a known wrong value has its own explanation', () => {
  expect(check(value, { value: '32768' })).toEqual({ correct: false, because: ['that is the header'] })
  expect(check(value, { value: 'no idea' })).toEqual({ correct: false, because: ['behind the header'] })
})

test.each([
  [['0x4070', '16496'], 'address'],
  [['131,072'], 'number'],
  [['4, 5, 3', '453'], 'text'],
])('what is to be typed for %j is an %s', (accept, typed) => {
  expect(ask({ id: 'q', kind: 'value', prompt: 'Which?', accept, misses: [], because: 'So.' }).typed).toBe(
    typed,
  )
})
