import { expect, test } from 'vitest'
import { formatMoney, fromDecimal, toDecimal } from './money.ts'

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

test.each([
  ['29.50', 'usd', 2950],
  ['29,5', 'eur', 2950],
  [' 29 ', 'usd', 2900],
  ['2900', 'jpy', 2900],
  ['0.001', 'kwd', 1],
  ['29.505', 'usd', null],
  ['1.5', 'jpy', null],
  ['-1', 'usd', null],
  ['1e3', 'usd', null],
  ['', 'usd', null],
  ['1,000.00', 'usd', null],
])('%j of %s is typed for %j', (text, currency, amount) => {
  expect(fromDecimal(text, currency)).toBe(amount)
})

test('an amount in a form is read back as it was', () => {
  expect(toDecimal(2905, 'usd')).toBe('29.05')
  expect(toDecimal(2900, 'jpy')).toBe('2900')
  expect(fromDecimal(toDecimal(2905, 'usd'), 'usd')).toBe(2905)
})
