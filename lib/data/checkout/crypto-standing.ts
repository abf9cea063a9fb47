import 'server-only'
import { latePayment } from '#lib/data/refunds/return-unmatched.ts'
import { sumLedger } from '#lib/domain/order.ts'
import { claimState } from '#lib/domain/provider-facts.ts'
import { btcpay } from '#lib/server/btcpay/client.ts'
import { describeInvoice } from '#lib/server/btcpay/invoices.ts'
import { log } from '#lib/server/log.ts'
import type { Order, Payment, Refund } from '#prisma/generated/client.ts'

/** Where a payment in crypto stands, for the page that its buyer comes back to. */
export interface CryptoStanding {
  /** The payment page, while something can be paid there. */
  payUrl: string | null
  /** What was seen so far, confirmed or not, at the invoice's rate. */
  seenInCents: number
  dueInCents: number
  /** Until when the rate is held; null once that is over. */
  expiresAt: Date | null
  /** All of it came after the time, and a person decides. */
  isLate: boolean
  /** What bought nothing and goes back, and where it is claimed. */
  returns: { amountInCents: number; claimUrl: string | null }[]
}

/** @returns null for an order that is not paid in crypto */
export async function cryptoStanding(
  order: Order & { payments: Payment[]; refunds: Refund[] },
): Promise<CryptoStanding | null> {
  const { provider, providerSessionId, amountInCents, discountInCents, payments, refunds, status } = order
  if (provider !== 'BTCPAY' || !providerSessionId) return null
  const sums = sumLedger(payments)
  const standing: CryptoStanding = {
    payUrl: null,
    seenInCents: sums.paidInCents + sums.unmatchedInCents,
    dueInCents: amountInCents - discountInCents,
    expiresAt: null,
    isLate: order.problem === latePayment,
    returns: refunds
      .filter((one) => one.origin === 'UNMATCHED' && one.status !== 'FAILED')
      .map((one) => ({
        amountInCents: one.amountInCents,
        claimUrl: one.status === 'SENT' && claimState(one.claimSteps) !== 'CLAIMED' ? one.claimUrl : null,
      })),
  }
  const mayChange = status === 'PENDING' || status === 'PROCESSING' || status === 'EXPIRED'
  if (!btcpay || !mayChange || standing.dueInCents === 0) return standing
  try {
    return { ...standing, ...(await describeInvoice(providerSessionId)) }
  } catch (error) {
    // The page says so by itself: it asked before, to the same end.
    log.warn({ err: error, orderId: order.id }, 'an invoice could not be described')
    return standing
  }
}
