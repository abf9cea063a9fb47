import { expect, test } from 'vitest'
import { formatMoney } from './money.ts'

test.each([
  [2900, 'usd', '$29'],
  [2950, 'usd', '$29.50'],
  [5, 'USD', '$0.05'],
  [0, 'usd', '$0'],
  [123456789, 'eur', '€1,234,567.89'],
  [2900, 'jpy', '¥2,900'],
  [29000, 'krw', '₩29,000'],
  [2950, 'kwd', 'KWD 2.950'],
  [2900, 'isk', 'ISK 29'],
])('%d of the smallest unit of %s is %s', (amountInCents, currency, text) => {
  expect(formatMoney(amountInCents, currency).replaceAll('\u00a0', ' ')).toBe(text)
})
