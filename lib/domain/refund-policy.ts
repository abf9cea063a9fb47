const dayInMs = 24 * 60 * 60 * 1000

/** The last moment at which the buyer may take the money back without a reason: so many times 24 hours after the payment. */
export function refundDeadline(paidAt: Date, refundDays: number): Date {
  return new Date(paidAt.getTime() + refundDays * dayInMs)
}

/** Why a buyer cannot refund an order by themselves. The words are codes of lib/domain/errors.ts. */
export type RefundObstacle = 'refund_window_over' | 'refund_not_possible' | 'refund_disputed'

export interface RefundQuestion {
  /** Null while nothing is paid. */
  paidAt: Date | null
  refundDays: number
  /** Of a gift: when it was redeemed; null while it is not. Left out for what people buy for themselves. */
  redeemedAt?: Date | null | undefined
  /** Whether a dispute of the payment is open, or was lost. */
  isDisputed: boolean
  /** Whether the whole payment was given back, or is on its way back. */
  isReturned: boolean
  /** Whether an attempt to send the money back failed: the owner takes it from there. */
  hasFailedAttempt: boolean
}

/**
 * The last moment for a refund by oneself; null when nothing is paid, and for a gift that is not redeemed yet: it can be taken back
 * until then, and its days begin with its redemption.
 */
export function findRefundDeadline(
  of: Pick<RefundQuestion, 'paidAt' | 'refundDays' | 'redeemedAt'>,
): Date | null {
  const begin = of.redeemedAt === undefined ? of.paidAt : of.redeemedAt
  return begin && refundDeadline(begin, of.refundDays)
}

/** What stands between the buyer and a refund by themselves at this moment; null when nothing does. */
export function findRefundObstacle(question: RefundQuestion, now: Date): RefundObstacle | null {
  const { paidAt, isDisputed, isReturned, hasFailedAttempt } = question
  if (!paidAt || isReturned) return 'refund_not_possible'
  if (isDisputed) return 'refund_disputed'
  if (hasFailedAttempt) return 'refund_not_possible'
  const deadline = findRefundDeadline(question)
  return deadline === null || now.getTime() <= deadline.getTime() ? null : 'refund_window_over'
}

/** "22 December 2026, 15:04 UTC": a moment that says which clock it is read from. */
export function formatMoment(moment: Date, timeZone = 'UTC', locale = 'en-GB'): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  })
    .format(moment)
    .replace(' at ', ', ')
}
