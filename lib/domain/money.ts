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
