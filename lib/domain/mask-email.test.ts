import { expect, test } from 'vitest'
import { maskEmail } from './mask-email.ts'

test.each([
  ['ada@example.com', 'a•••@example.com'],
  ['a@example.com', 'a•••@example.com'],
  ['nobody', '•••'],
])('%s shows as %s', (email, masked) => {
  expect(maskEmail(email)).toBe(masked)
})
