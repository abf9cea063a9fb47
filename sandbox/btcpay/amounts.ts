// A pull payment counts in money or in bitcoin: its amounts are decimals, reckoned with in the smallest unit.
import { money } from '../stripe/money.ts'

const digitsOf = (currency: string) => (currency === 'BTC' ? 8 : 2)

/** "29.00" of USD is 2900, "0.00045313" of BTC 45313. */
export function unitsOf(amount: string, currency: string): number {
  return Math.round(Number(amount) * 10 ** digitsOf(currency))
}

export function toAmount(units: number, currency: string): string {
  const digits = digitsOf(currency)
  return (units / 10 ** digits).toFixed(digits)
}

/** "$29.00", "0.00045313 BTC". */
export function inWords(units: number, currency: string): string {
  return currency === 'BTC' ? `${toAmount(units, currency)} BTC` : money(units, currency)
}
