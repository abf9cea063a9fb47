import 'server-only'
import { isWholeReturned, judgeDisputes, type OrderStatus, sumLedger } from '#lib/domain/order.ts'
import { findRefundObstacle, type RefundObstacle, refundDeadline } from '#lib/domain/refund-policy.ts'
import { orderTermsSchema } from '#lib/schemas/order-terms.ts'
import type { Prisma, RefundOrigin, RefundStatus } from '#prisma/generated/client.ts'

/** Something that happened to a purchase, as its buyer sees it. */
export interface PurchaseEvent {
  at: Date
  what: 'ORDERED' | 'PAID' | 'DISPUTED' | 'DISPUTE_WON' | 'DISPUTE_LOST'
  amountInCents: number
}

export interface PurchaseRefund {
  attempt: number
  origin: RefundOrigin
  status: RefundStatus
  amountInCents: number
  requestedAt: Date
  /** Each state that it came to, in their order. */
  steps: { at: Date; status: RefundStatus }[]
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
  currency: string
  createdAt: Date
  paidAt: Date | null
  refundDays: number
  refundDeadline: Date | null
  /** Why the buyer cannot refund it by themselves at this moment; null when they can. */
  refundObstacle: RefundObstacle | null
  hasAccess: boolean
  /** What the provider keeps for the buyer's books. */
  receipt: 'invoice' | 'receipt' | null
  /** The refund policy as it was shown; null with orders of before it was kept. */
  policy: { version: string; text: string } | null
  accessChanges: { at: Date; isOpen: boolean }[]
  refunds: PurchaseRefund[]
  events: PurchaseEvent[]
}

export const purchaseInclude = {
  payments: { orderBy: { occurredAt: 'asc' } },
  refunds: { orderBy: { attempt: 'asc' } },
  entitlement: { select: { revokedAt: true } },
  steps: { orderBy: { id: 'asc' } },
} satisfies Prisma.OrderInclude

type OrderRow = Prisma.OrderGetPayload<{ include: typeof purchaseInclude }>

const said = {
  CHARGE: 'PAID',
  DISPUTE: 'DISPUTED',
  DISPUTE_WON: 'DISPUTE_WON',
  DISPUTE_LOST: 'DISPUTE_LOST',
} as const

function receiptOf({ provider, invoiceId }: OrderRow, paidInCents: number): Purchase['receipt'] {
  if (provider !== 'STRIPE' || paidInCents === 0) return null
  return invoiceId ? 'invoice' : 'receipt'
}

export function toPurchase(order: OrderRow, now: Date): Purchase {
  const { title, refundDays, policy = null } = orderTermsSchema.parse(order.terms)
  const sums = sumLedger(order.payments)
  const events: PurchaseEvent[] = [
    { at: order.createdAt, what: 'ORDERED', amountInCents: order.amountInCents },
  ]
  for (const { kind, occurredAt, amountInCents } of order.payments) {
    if (kind in said) events.push({ at: occurredAt, what: said[kind as keyof typeof said], amountInCents })
  }
  return {
    number: order.number,
    courseSlug: order.courseSlug,
    title,
    status: order.status,
    priceInCents: order.amountInCents,
    paidInCents: sums.paidInCents,
    refundedInCents: sums.refundedInCents,
    currency: order.currency,
    createdAt: order.createdAt,
    paidAt: order.paidAt,
    refundDays,
    refundDeadline: order.paidAt && refundDeadline(order.paidAt, refundDays),
    refundObstacle: findRefundObstacle(
      {
        paidAt: order.paidAt,
        refundDays,
        isDisputed: judgeDisputes(order.payments) !== 'NONE',
        isReturned: isWholeReturned(sums.paidInCents, order.refunds),
        hasFailedAttempt: order.refunds.some(({ status }) => status === 'FAILED'),
      },
      now,
    ),
    hasAccess: order.entitlement?.revokedAt === null,
    receipt: receiptOf(order, sums.paidInCents),
    policy,
    accessChanges: order.steps
      .filter(({ kind }) => kind === 'ACCESS')
      .map(({ at, value }) => ({ at, isOpen: value === 'OPEN' })),
    refunds: order.refunds.map(({ id, attempt, origin, status, amountInCents, requestedAt }) => ({
      attempt,
      origin,
      status,
      amountInCents,
      requestedAt,
      steps: order.steps
        .filter(({ refundId }) => refundId === id)
        .map(({ at, value }) => ({ at, status: value as RefundStatus })),
    })),
    events,
  }
}
