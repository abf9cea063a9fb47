import { describe, expect, test } from 'vitest'
import { findRefundObstacle, formatMoment, refundDeadline } from './refund-policy.ts'

const paidAt = new Date('2026-02-14T22:30:15.500Z')
const open = { paidAt, refundDays: 30, isDisputed: false, isReturned: false, hasFailedAttempt: false }
const deadline = refundDeadline(paidAt, 30)
const deadlinePlus = (ms: number) => new Date(deadline.getTime() + ms)

test('the deadline is 30 times 24 hours after the payment, across a change of the clocks', () => {
  expect(deadline.toISOString()).toBe('2026-03-16T22:30:15.500Z')
  expect(refundDeadline(new Date('2024-02-15T00:00:00Z'), 30).toISOString()).toBe('2024-03-16T00:00:00.000Z')
})

test('a moment names its time zone', () => {
  expect(formatMoment(deadline)).toBe('16 March 2026, 22:30 UTC')
  expect(formatMoment(deadline, 'America/New_York', 'en-US')).toContain('18:30')
  expect(formatMoment(deadline, 'America/New_York', 'en-US')).toContain('EDT')
})

describe('by themselves, a buyer can refund', () => {
  test('up to the very millisecond of the deadline, and not one later', () => {
    expect(findRefundObstacle(open, paidAt)).toBeNull()
    expect(findRefundObstacle(open, deadlinePlus(-1))).toBeNull()
    expect(findRefundObstacle(open, deadline)).toBeNull()
    expect(findRefundObstacle(open, deadlinePlus(1))).toBe('refund_window_over')
  })

  test.each([
    ['what is not paid', { paidAt: null }, 'refund_not_possible'],
    ['what is returned already', { isReturned: true }, 'refund_not_possible'],
    ['what a bank is asking for', { isDisputed: true }, 'refund_disputed'],
    ['what failed once: the owner does', { hasFailedAttempt: true }, 'refund_not_possible'],
  ])('never %s', (_, change, obstacle) => {
    expect(findRefundObstacle({ ...open, ...change }, paidAt)).toBe(obstacle)
  })
})
