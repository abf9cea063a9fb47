import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  firstNameOf,
  isCounted,
  isShown,
  longestReview,
  openingOf,
  type ReviewFacts,
  reviewMailAt,
  summarizeReviews,
} from './reviews.ts'

const facts: ReviewFacts = {
  rating: 5,
  isHidden: false,
  isWithdrawn: false,
  isRefunded: false,
  lessonsDone: 0,
}

describe('the average', () => {
  test('of nothing is nothing, not zero', () => {
    expect(summarizeReviews([])).toMatchObject({ shown: 0, count: 0, average: null })
  })

  test.each([
    ['of a holder, even before the first lesson', {}, true, true],
    ['after a refund, with a lesson done before it', { isRefunded: true, lessonsDone: 1 }, true, true],
    ['after a refund, with none', { isRefunded: true }, true, false],
    ['that is hidden', { isHidden: true, lessonsDone: 15 }, false, false],
    ['that was withdrawn', { isWithdrawn: true, lessonsDone: 15 }, false, false],
  ])('a review %s', (_, change, shown, counted) => {
    expect(isShown({ ...facts, ...change })).toBe(shown)
    expect(isCounted({ ...facts, ...change })).toBe(counted)
  })

  test('is of what counts alone, and the spread adds up to it', () => {
    const summary = summarizeReviews([
      { ...facts, rating: 5, count: 2 },
      { ...facts, rating: 2, isRefunded: true, lessonsDone: 3, count: 1 },
      { ...facts, rating: 1, isRefunded: true, count: 4 },
      { ...facts, rating: 1, isHidden: true, count: 3 },
    ])
    expect(summary).toEqual({
      shown: 7,
      count: 3,
      average: 4,
      spread: [
        { rating: 5, count: 2 },
        { rating: 4, count: 0 },
        { rating: 3, count: 0 },
        { rating: 2, count: 1 },
        { rating: 1, count: 0 },
      ],
    })
  })
})

describe('the opening of a long review', () => {
  test.each([
    ['one word', 'Splendid'],
    ['a paragraph', 'word '.repeat(100).trim()],
    ['nothing', ''],
  ])('%s needs none', (_, text) => {
    expect(openingOf(text)).toBeNull()
  })

  test('ends between words', () => {
    expect(openingOf('memory '.repeat(700))).toMatch(/^(memory )+…$/)
  })

  test('many short lines are as long as much text', () => {
    const opening = openingOf('a\n'.repeat(40).trim()) ?? ''
    expect(opening.split('\n').length).toBeLessThan(10)
  })

  test('text without spaces is cut between letters, never inside one', () => {
    expect(openingOf('内存'.repeat(2500))).toMatch(/^(内存)+ …$/)
    const family = '👩‍👩‍👧'
    expect(openingOf(family.repeat(600))?.replaceAll(family, '')).toBe(' …')
  })

  test('is the beginning of the text, and shorter, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: longestReview }), (text) => {
        const opening = openingOf(text)
        if (opening === null) return
        expect(opening.length).toBeLessThan(500)
        expect(text.startsWith(opening.slice(0, -2))).toBe(true)
      }),
    )
  })
})

test.each([
  ['Ada Lovelace', 'Ada'],
  ['  محمد  علي', 'محمد'],
  ['ada@example.com', ''],
  ['x'.repeat(51), ''],
  [null, ''],
])('of %j a review shows %j', (name, first) => {
  expect(firstNameOf(name)).toBe(first)
})

test('the mail goes out five days after the last lesson', () => {
  expect(reviewMailAt(new Date('2026-11-22T10:00:00Z')).toISOString()).toBe('2026-11-27T10:00:00.000Z')
})
