import { expect, test } from 'vitest'
import { formatClock, sentenceAt, startOf, toPlaybackRate } from './playback.ts'

const sentences = [
  { id: 'lesson-title-s1', elementId: 'lesson-title', startMs: 0, endMs: 900 },
  { id: 'p-1-s1', elementId: 'p-1', startMs: 1400, endMs: 3000 },
  { id: 'p-1-s2', elementId: 'p-1', startMs: 3200, endMs: 5000 },
  { id: 'p-2-s1', elementId: 'p-2', startMs: 5600, endMs: 7000 },
]
const blockIds = ['p-1', 'q-1', 'p-2']

test.each([
  ['a sentence that was heard', { blockId: 'p-1', sentenceId: 'p-1-s2' }, 3200],
  ['a paragraph that was read', { blockId: 'p-1', sentenceId: null }, 1400],
  ['a sentence that an edit changed, by its paragraph', { blockId: 'p-2', sentenceId: 'p-2-s9' }, 5600],
  ['a quiz, which nobody reads aloud: what comes behind it', { blockId: 'q-1', sentenceId: null }, 5600],
  ['nothing known', { blockId: null, sentenceId: null }, 0],
  ['a paragraph that is gone', { blockId: 'p-9', sentenceId: null }, 0],
])('goes on at %s', (_, place, ms) => expect(startOf(sentences, place, blockIds)).toBe(ms))

test('finds the sentence of a moment, in a pause the one before', () => {
  expect([-1, 0, 1000, 1400, 4999, 5100, 99_999].map((ms) => sentenceAt(sentences, ms))).toEqual([
    -1, 0, 0, 1, 2, 2, 3,
  ])
  expect(sentenceAt([], 10)).toBe(-1)
})

test('writes a time as a clock', () => {
  expect([-5, 0, 7999, 61_000, 3_847_000].map(formatClock)).toEqual([
    '0:00',
    '0:00',
    '0:07',
    '1:01',
    '1:04:07',
  ])
})

test('knows the speeds that there are', () => {
  expect([0, 0.9, 1.1, 1.6, 9].map(toPlaybackRate)).toEqual([0.75, 1, 1, 1.5, 2])
})
