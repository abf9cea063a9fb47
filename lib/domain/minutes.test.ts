import { expect, test } from 'vitest'
import { formatMinutes, isoDuration } from './minutes.ts'

test.each([
  [4, '4 min', 'PT4M'],
  [60, '1 h', 'PT1H'],
  [80, '1 h 20 m', 'PT1H20M'],
  [0, '0 min', 'PT0M'],
])('%i minutes, for people and for machines', (minutes, spoken, iso) => {
  expect(formatMinutes(minutes)).toBe(spoken)
  expect(isoDuration(minutes)).toBe(iso)
})
