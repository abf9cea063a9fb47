/**
 * Currencies that Stripe counts in whole units, and those that it counts in thousandths; all others in hundredths.
 * https://docs.stripe.com/currencies#zero-decimal and #three-decimal
 */
const decimals: Record<string, number> = Object.fromEntries([
  ...[
    'bif',
    'clp',
    'djf',
    'gnf',
    'jpy',
    'kmf',
    'krw',
    'mga',
    'pyg',
    'rwf',
    'vnd',
    'vuv',
    'xaf',
    'xof',
    'xpf',
  ].map((currency) => [currency, 0] as const),
  ...['bhd', 'jod', 'kwd', 'omr', 'tnd'].map((currency) => [currency, 3] as const),
])

/** An amount as it stands in a form, or as a provider takes it that does not count in cents: "29.50". */
export function toDecimal(amountInCents: number, currency: string): string {
  const digits = decimals[currency.toLowerCase()] ?? 2
  return (amountInCents / 10 ** digits).toFixed(digits)
}

/** The amount that somebody typed ("29.50", "29,5", "29"), in the smallest unit; null when it is none, or finer than that. */
export function fromDecimal(text: string, currency: string): number | null {
  const digits = decimals[currency.toLowerCase()] ?? 2
  const [, whole = '', part = ''] = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text.trim()) ?? []
  if (whole === '' || part.length > digits) return null
  return Number(whole) * 10 ** digits + Number(part.padEnd(digits, '0'))
}

/**
 * An amount as people write it: "$29", "$29.50", "¥2,900".
 * @param amountInCents in the smallest unit that Stripe counts this currency in
 * @param currency ISO 4217, in any case
 */
export function formatMoney(amountInCents: number, currency: string): string {
  const digits = decimals[currency.toLowerCase()] ?? 2
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amountInCents / 10 ** digits)
}

/** A provider's decimal of a currency, 29 of usd, in the smallest unit: 2900. What is less than that is rounded. */
export function toCents(amount: number, currency: string): number {
  return Math.round(amount * 10 ** (decimals[currency.toLowerCase()] ?? 2))
}
