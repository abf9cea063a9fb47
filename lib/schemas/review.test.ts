import { describe, expect, test } from 'vitest'
import { reviewSchema } from './review.ts'

const valid = { courseSlug: 'memory', rating: '4', text: 'Clear.', displayName: 'Ada' }
const textOf = (text: string) => reviewSchema.parse({ ...valid, text }).text
const problems = (change: object) =>
  Object.fromEntries(
    (reviewSchema.safeParse({ ...valid, ...change }).error?.issues ?? []).map((issue) => [
      issue.path.join('.'),
      issue.message,
    ]),
  )

test('a rating, a text and a name', () => {
  expect(reviewSchema.parse(valid)).toEqual({ ...valid, rating: 4 })
})

describe('text', () => {
  test('keeps markup as what was typed', () => {
    const typed = '<a href="https://evil.example">x</a> [x](javascript:alert(1)) &amp;'
    expect(textOf(typed)).toBe(typed)
  })

  test('shows control characters instead of carrying them', () => {
    expect(textOf('a\0b\x1b[31mc\x7f\x9bd\te')).toBe('a␀b␛[31mc␡␡d\te')
  })

  test('has one kind of line end and no wall of empty lines', () => {
    expect(textOf('\r\n a\r\nb\r\r \n\n\n c\n')).toBe('a\nb\n\nc')
  })

  test('of right-to-left letters is left alone, with its marks', () => {
    const arabic = 'دورة ممتازة\u200f (CPython) \u2067x\u2069'
    expect(textOf(arabic)).toBe(arabic)
  })

  test('half a surrogate pair becomes a sign that a database can keep', () => {
    expect(textOf('a\ud83d')).toBe('a\ufffd')
  })

  test.each(['', '   \n\t ', '\u200b\u2060\u200f', '\u0301'])('%j says nothing', (text) => {
    expect(problems({ text })).toEqual({ text: 'Write at least a word.' })
  })

  test('5,000 characters are taken, one more is not, and the sentence says how many there are', () => {
    expect(textOf('a'.repeat(5000))).toHaveLength(5000)
    expect(problems({ text: 'a'.repeat(5001) })).toEqual({
      text: 'This is 5,001 characters long; 5,000 are the limit. It is still here, to be shortened.',
    })
  })
})

test.each(['0', '6', '4.5', '', 'five', undefined])('a rating of %j is none', (rating) => {
  expect(problems({ rating })).toEqual({ rating: 'Choose a rating from 1 to 5.' })
})

describe('the name', () => {
  test('may be left out', () => {
    expect(reviewSchema.parse({ ...valid, displayName: '  ' }).displayName).toBe('')
  })
  test.each([
    ['ada@example.com', 'Everybody will read this: leave out addresses.'],
    ['x'.repeat(51), 'This name is too long: 50 characters are the limit.'],
    ['A\u202eda', 'This name has characters that cannot be shown.'],
    ['A\0da', 'This name has characters that cannot be shown.'],
  ])('%j is refused', (displayName, message) => {
    expect(problems({ displayName })).toEqual({ displayName: message })
  })
})
