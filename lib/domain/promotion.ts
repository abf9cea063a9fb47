/** A promotion code of ours, as the owner made it. */
export interface Promotion {
  percentOff: number | null
  amountOffInCents: number | null
  currency: string | null
  maxOrders: number | null
  expiresAt: Date | null
  isActive: boolean
}

export interface Price {
  amountInCents: number
  currency: string
}

/** What a code takes off a price; never more than all of it. */
export function discountOf({ percentOff, amountOffInCents }: Promotion, { amountInCents }: Price): number {
  const off = percentOff === null ? (amountOffInCents ?? 0) : Math.round((amountInCents * percentOff) / 100)
  return Math.min(off, amountInCents)
}

/**
 * Why a code does not count now; null when it does.
 * @param usedBy how many orders with it were paid, or are open
 */
export function findCodeProblem(
  { currency, expiresAt, isActive, maxOrders }: Promotion,
  price: Price,
  usedBy: number,
  now: Date,
): 'code_unknown' | 'code_over' | null {
  if (!isActive || (currency !== null && currency !== price.currency)) return 'code_unknown'
  if (expiresAt !== null && expiresAt <= now) return 'code_over'
  return maxOrders !== null && usedBy >= maxOrders ? 'code_over' : null
}
