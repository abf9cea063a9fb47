import { describe, expect, test } from 'vitest'
import { joinParts, PlayError, parsePlay, parseStep, splitParts } from './play-text.ts'

const ids = (line: string) => {
  const step = parseStep(line)
  return 'ids' in step ? step.ids.list : []
}

describe('a step', () => {
  test.each([
    ['f 7', [7]],
    ['m 3..6 16', [3, 4, 5, 6]],
    ['f 6..3', [6, 5, 4, 3]],
    ['f 1..9/4', [1, 5, 9]],
    ['f 1..6 except 1..6/2', [2, 4, 6]],
    ['f 4,9..8,1', [4, 9, 8, 1]],
  ])('%s speaks of these blocks', (line, list) => {
    expect(ids(line)).toEqual(list)
  })

  test.each([
    ['m 1..3 512', { kind: 'malloc', state: 'A', ids: { text: '1..3', list: [1, 2, 3] }, bytes: 512 }],
    ['c 5 3x171', { kind: 'calloc', ids: { text: '5', list: [5] }, count: 3, bytes: 171 }],
    ['c 5 48', { kind: 'calloc', count: 1, bytes: 48 }],
    ['r 1 385', { kind: 'realloc', ids: { list: [1] }, bytes: 385 }],
    ['f 1..6 except 1..6/2', { kind: 'free', ids: { text: '1..6 except 1..6/2' } }],
    ['e 2 61', { kind: 'empty-pools', arena: 2, pools: 61 }],
    ['x 4096', { kind: 'misalign', bytes: 4096 }],
    ['q B 1', { kind: 'query', state: 'B', id: 1 }],
    ['@B m 7 100', { kind: 'malloc', state: 'B', bytes: 100 }],
    ['a next 0x8030', { kind: 'answer', question: 'next', answer: '0x8030' }],
    ['a cause an unbounded cache', { kind: 'answer', question: 'cause', answer: 'an unbounded cache' }],
    ['l freeze yes', { kind: 'lever', lever: 'freeze', value: 'yes' }],
    ['p smaps', { kind: 'probe', probe: 'smaps' }],
    ['g', { kind: 'run' }],
  ])('%s is read', (line, step) => {
    expect(parseStep(line)).toMatchObject(step)
  })

  test.each([
    '',
    'm',
    'm 1',
    'm 1 -5',
    'm 1 1e3',
    'm one 16',
    'f',
    'f 1..',
    'f 1../2',
    'f 1..9/0',
    'f 99999999999',
    'e 1',
    'q b 1',
    'z 1',
    '@b m 1 16',
    '@B a next 1',
    'a next',
    'l freeze',
    'constructor 1',
  ])('"%s" is refused', (line) => {
    expect(() => parseStep(line)).toThrow()
  })

  test('of more requests than there is room for is refused before they are made', () => {
    expect(() => parseStep('f 1..2000000000', 20_000)).toThrow('more than one step may do')
    expect(() => parsePlay(['m 1..15000 16', 'f 1..15000'], 20_000)).toThrow(PlayError)
    expect(() => parsePlay(['e 0 30000'], 20_000)).toThrow('line 1: This play is longer')
  })
})

test('a fault names its line', () => {
  expect(() => parsePlay(['# a comment', 'm 1 16', '', 'oops'])).toThrow('line 4: "oops"')
})

test('parts are kept apart', () => {
  const parts = new Map([
    ['warm-up', ['f 3', 'f 2']],
    ['ring', []],
  ])
  expect(splitParts(joinParts(parts))).toEqual(parts)
  expect(splitParts('')).toEqual(new Map())
  expect(() => splitParts('f 3')).toThrow('stands under no part')
})
