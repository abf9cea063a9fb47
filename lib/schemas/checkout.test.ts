import { expect, test } from 'vitest'
import { buySchema, checkoutSessionIdSchema, orderNumberSchema } from './checkout.ts'

test.each(['dpm-7q2k9f', ' DPM-7Q2K9F '])('%s is a number of ours', (typed) => {
  expect(orderNumberSchema.parse(typed)).toBe('DPM-7Q2K9F')
})

test.each(['', 'DPM-7Q2K9', 'DPM-1Q2K9F', "DPM-7Q2K9F'--", 'x'.repeat(1_000_000), 7, null, {}])(
  '%j is none',
  (typed) => {
    expect(orderNumberSchema.safeParse(typed).success).toBe(false)
    expect(checkoutSessionIdSchema.safeParse(typed).success).toBe(false)
  },
)

test('a course is named by its folder, and nothing else', () => {
  expect(buySchema.safeParse({ courseSlug: 'demystifying-python-memory' }).success).toBe(true)
  for (const courseSlug of ['../etc', 'A', '', 'a'.repeat(101), undefined]) {
    expect(buySchema.safeParse({ courseSlug }).success).toBe(false)
  }
})
