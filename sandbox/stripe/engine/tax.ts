import type { LineItem, Session } from '../types.ts'

/** Standard rates in percent, of some countries; elsewhere the shop is not registered, and none is due. */
const rates: Record<string, number> = {
  AT: 20,
  BE: 21,
  DE: 19,
  ES: 21,
  FR: 20,
  GB: 20,
  IE: 23,
  IT: 22,
  NL: 21,
  PL: 23,
}

/** Countries that the page offers. */
export const countries: Record<string, string> = {
  AT: 'Austria',
  BE: 'Belgium',
  CA: 'Canada',
  CH: 'Switzerland',
  DE: 'Germany',
  ES: 'Spain',
  FR: 'France',
  GB: 'United Kingdom',
  IE: 'Ireland',
  IN: 'India',
  IT: 'Italy',
  JP: 'Japan',
  NL: 'Netherlands',
  PL: 'Poland',
  US: 'United States',
}

/**
 * Reckons the tax that the prices hold (`tax_behavior: inclusive`), so that the total stays; a business of the EU with its VAT
 * id owes it itself.
 */
export function reckonTax(session: Session, items: LineItem[]): void {
  if (!session.automatic_tax.enabled) return
  const { address, tax_ids } = session.customer_details ?? {}
  const isReversed = (tax_ids ?? []).some(({ type }) => type === 'eu_vat')
  const rate = isReversed ? 0 : (rates[address?.country ?? ''] ?? 0)
  for (const item of items) item.amount_tax = Math.round((item.amount_total * rate) / (100 + rate))
  session.total_details.amount_tax = items.reduce((sum, item) => sum + item.amount_tax, 0)
  session.automatic_tax.status = 'complete'
}
