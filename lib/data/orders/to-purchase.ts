import 'server-only'
import { latePayment } from '#lib/data/refunds/return-unmatched.ts'
import {
  isWholeReturned,
  judgeDisputes,
  leftToReturn,
  type OrderStatus,
  sumLedger,
} from '#lib/domain/order.ts'
import { claimState } from '#lib/domain/provider-facts.ts'
import {
  findRefundDeadline,
  findRefundObstacle,
  type RefundObstacle,
  type RefundQuestion,
} from '#lib/domain/refund-policy.ts'
import { orderTermsSchema } from '#lib/schemas/order-terms.ts'
import type { PaymentKind, Prisma, RefundOrigin, RefundStatus } from '#prisma/generated/client.ts'

/** Something that happened to a purchase, as its buyer sees it. */
export interface PurchaseEvent {
  at: Date
  what: 'ORDERED' | 'PAID' | 'GIVEN' | 'DISPUTED' | 'DISPUTE_WON' | 'DISPUTE_LOST'
  amountInCents: number
}

export interface PurchaseRefund {
  attempt: number
  origin: RefundOrigin
  status: RefundStatus
  amountInCents: number
  requestedAt: Date
  /** In crypto: where the buyer names an address, and whether they have. */
  claim: { url: string; state: 'OPEN' | 'CLAIMED' | 'CANCELLED' } | null
  /** Each state that it came to, in their order. */
  steps: { at: Date; status: RefundStatus }[]
}

/** A gift as its giver may see it. */
export interface PurchasedGift {
  recipientEmail: string
  fromName: string
  message: string
  sendAt: Date
  sentAt: Date | null
  redeemedAt: Date | null
  /** Whether who redeemed it may enter the course. */
  isOpen: boolean
  /** Whether it can still go to somebody else, or be mailed again. */
  canChange: boolean
}

/** A purchase as its buyer may see it. */
export interface Purchase {
  number: string
  courseSlug: string
  title: string
  status: OrderStatus
  priceInCents: number
  paidInCents: number
  refundedInCents: number
  /** What a refund would return now: the rest of what was paid. 0 too when nothing was, or all of it is on its way back. */
  leftInCents: number
  currency: string
  createdAt: Date
  paidAt: Date | null
  refundDays: number
  /** Null while nothing is paid, and for a gift that is not redeemed: it can be taken back until then. */
  refundDeadline: Date | null
  /** Why the buyer cannot refund it by themselves at this moment; null when they can. */
  refundObstacle: RefundObstacle | null
  /** Whether its buyer may enter the course by it: never by what they gave away. */
  hasAccess: boolean
  /** Paid in crypto, and so returned. */
  isCrypto: boolean
  /** Crypto came in full after its time, and a person has to decide. */
  waitsForOwner: boolean
  /** What the provider keeps for the buyer's books. */
  receipt: 'invoice' | 'receipt' | null
  /** The refund policy as it was shown; null with orders of before it was kept. */
  policy: { version: string; text: string } | null
  accessChanges: { at: Date; isOpen: boolean }[]
  gift: PurchasedGift | null
  refunds: PurchaseRefund[]
  events: PurchaseEvent[]
}

export const purchaseInclude = {
  payments: { orderBy: { occurredAt: 'asc' } },
  refunds: { orderBy: { attempt: 'asc' } },
  entitlement: { select: { revokedAt: true } },
  steps: { orderBy: { id: 'asc' } },
  gift: true,
} satisfies Prisma.OrderInclude

type OrderRow = Prisma.OrderGetPayload<{ include: typeof purchaseInclude }>

const said: Partial<Record<PaymentKind, PurchaseEvent['what']>> = {
  CHARGE: 'PAID',
  DISPUTE: 'DISPUTED',
  DISPUTE_WON: 'DISPUTE_WON',
  DISPUTE_LOST: 'DISPUTE_LOST',
}

function receiptOf({ provider, invoiceId }: OrderRow, paidInCents: number): Purchase['receipt'] {
  if (provider !== 'STRIPE' || paidInCents === 0) return null
  return invoiceId ? 'invoice' : 'receipt'
}

function toPurchasedGift(
  gift: NonNullable<OrderRow['gift']>,
  { entitlement }: OrderRow,
  { paidAt, isDisputed, isReturned }: RefundQuestion,
): PurchasedGift {
  const { recipientEmail, fromName, message, sendAt, sentAt, redeemedAt } = gift
  const isOpen = entitlement?.revokedAt === null
  const canChange = paidAt !== null && redeemedAt === null && !isDisputed && !isReturned
  return { recipientEmail, fromName, message, sendAt, sentAt, redeemedAt, isOpen, canChange }
}

/** What the ledger has as returned of money that bought nothing. */
function returnedUnmatched({ refunds }: OrderRow): number {
  const sent = refunds.filter(
    ({ origin, status, providerRefundId }) =>
      origin === 'UNMATCHED' && status !== 'FAILED' && providerRefundId !== null,
  )
  return sent.reduce((sum, { amountInCents }) => sum + amountInCents, 0)
}

export function toPurchase(order: OrderRow, now: Date): Purchase {
  const { title, refundDays, policy = null } = orderTermsSchema.parse(order.terms)
  const sums = sumLedger(order.payments)
  // What the owner gave for nothing was never paid, and cannot be given back.
  const isGiven = order.provider === 'COMP'
  const events: PurchaseEvent[] = [
    { at: order.createdAt, what: 'ORDERED', amountInCents: order.amountInCents },
  ]
  for (const { kind, occurredAt, amountInCents } of order.payments) {
    const what = isGiven && kind === 'CHARGE' ? 'GIVEN' : said[kind]
    // Providers count in whole seconds: what is paid at once would else come before its order.
    const at = occurredAt < order.createdAt ? order.createdAt : occurredAt
    if (what) events.push({ at, what, amountInCents })
  }
  const paidAt = isGiven ? null : order.paidAt
  const question: RefundQuestion = {
    paidAt,
    refundDays,
    redeemedAt: order.gift?.redeemedAt,
    isDisputed: judgeDisputes(order.payments) !== 'NONE',
    isReturned: isWholeReturned(sums.paidInCents, order.refunds),
    hasFailedAttempt: order.refunds.some((one) => one.status === 'FAILED' && one.origin !== 'UNMATCHED'),
  }
  return {
    number: order.number,
    courseSlug: order.courseSlug,
    title,
    status: order.status,
    priceInCents: order.amountInCents,
    paidInCents: sums.paidInCents,
    // Of the price: what bought nothing is told for itself.
    refundedInCents: sums.refundedInCents - returnedUnmatched(order),
    leftInCents: leftToReturn(order.payments, order.refunds) ?? 0,
    currency: order.currency,
    createdAt: order.createdAt,
    paidAt,
    refundDays,
    refundDeadline: findRefundDeadline(question),
    refundObstacle: findRefundObstacle(question, now),
    hasAccess: !order.isGift && order.entitlement?.revokedAt === null,
    gift: order.gift && toPurchasedGift(order.gift, order, question),
    isCrypto: order.provider === 'BTCPAY',
    waitsForOwner: order.problem === latePayment,
    receipt: receiptOf(order, sums.paidInCents),
    policy,
    // Of a gift its own lines tell, and the access is somebody else's.
    accessChanges: order.steps
      .filter(({ kind }) => kind === 'ACCESS' && !order.isGift)
      .map(({ at, value }) => ({ at, isOpen: value === 'OPEN' })),
    refunds: order.refunds.map(
      ({ id, attempt, origin, status, amountInCents, requestedAt, claimUrl, claimSteps }) => ({
        attempt,
        origin,
        status,
        amountInCents,
        requestedAt,
        claim: claimUrl === null ? null : { url: claimUrl, state: claimState(claimSteps) },
        steps: order.steps
          .filter(({ refundId }) => refundId === id)
          .map(({ at, value }) => ({ at, status: value as RefundStatus })),
      }),
    ),
    events,
  }
}
