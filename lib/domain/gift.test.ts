import { expect, test } from 'vitest'
import { giftMoment, toDay } from './gift.ts'

const now = new Date('2026-12-24T10:00:00Z')

test.each([
  ['a later day: its morning', '2026-12-25', '2026-12-25T08:00:00.000Z'],
  ['today: now', '2026-12-24', now.toISOString()],
  ['yesterday, for those who live west: now', '2026-12-23', now.toISOString()],
])('%s', (_, day, moment) => {
  expect(giftMoment(day, now).toISOString()).toBe(moment)
})

test('today, long before its morning: now', () => {
  const night = new Date('2026-12-24T00:10:00Z')
  expect(giftMoment('2026-12-24', night)).toEqual(night)
  expect(giftMoment('2026-12-25', night).toISOString()).toBe('2026-12-25T08:00:00.000Z')
})

test('a day as a field has it', () => {
  expect(toDay(now)).toBe('2026-12-24')
})
