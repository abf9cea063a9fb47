import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('commas, quotes and line ends are kept inside their value', () => {
  expect(csvLine(['a', 1, null, 'b, "c"\nd'])).toBe('a,1,,"b, ""c""\nd"\r\n')
})

test.each(['=HYPERLINK("http://evil")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1'])(
  '%j is text, not a formula',
  (value) => {
    expect(csvLine([value])).toMatch(/^"?'/)
  },
)

test('numbers of ours stay numbers, also negative ones', () => {
  expect(csvLine([-5, 2900])).toBe('-5,2900\r\n')
})
