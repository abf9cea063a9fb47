import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { refundPolicyAsText, refundPolicyText } from './refund-policy-text.ts'

test('a changed sentence of the refund policy has a new version', () => {
  const text = refundPolicyText(30, 'help@example.com')
  const hash = createHash('sha256').update(refundPolicyAsText(text)).digest('hex').slice(0, 12)
  expect({ version: text.version, hash }).toEqual({ version: '2026-11-22', hash: '66a6e686655d' })
})

test('its version is the day since which it holds', () => {
  const { version } = refundPolicyText(30, 'help@example.com')
  expect(new Date(version).toISOString().slice(0, 10)).toBe(version)
})
