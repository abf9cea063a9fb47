import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'
import { listTroubledJobs, type TroubledJob } from '#lib/server/jobs.ts'
import type { OrderStatus, RefundOrigin, RefundStatus } from '#prisma/generated/client.ts'
import { type Contradiction, findContradictions } from './find-contradictions.ts'

export interface CurrencyTotals {
  currency: string
  soldInCents: number
  refundedInCents: number
  disputedInCents: number
  netInCents: number
  orders: number
}

export interface OwnerOrder {
  id: string
  number: string
  email: string | null
  status: OrderStatus
  paidInCents: number
  currency: string
  createdAt: Date
}

export interface OwnerRefund {
  id: string
  orderId: string
  number: string
  email: string | null
  status: RefundStatus
  origin: RefundOrigin
  attempt: number
  amountInCents: number
  currency: string
  failureReason: string | null
  requestedAt: Date
  /** The last attempt of its order: the one that can be followed by another. */
  isLast: boolean
}

export interface OwnerEvent {
  id: string
  eventId: string
  type: string
  outcome: string | null
  receivedAt: Date
}

export interface OwnerOverview {
  totals: CurrencyTotals[]
  learners: { withAccess: number; certificates: number; newThisWeek: number }
  orders: OwnerOrder[]
  refunds: OwnerRefund[]
  events: OwnerEvent[]
  jobs: TroubledJob[]
  contradictions: Contradiction[]
}

const weekInMs = 7 * 24 * 60 * 60 * 1000

/** What the ledger adds up to, by currency. */
async function sumByCurrency(): Promise<CurrencyTotals[]> {
  const rows = await db.$queryRaw<Record<keyof CurrencyTotals, string>[]>`
    SELECT currency,
      coalesce(sum("amountInCents") FILTER (WHERE kind = 'CHARGE'), 0) AS "soldInCents",
      coalesce(sum("amountInCents") FILTER (WHERE kind = 'REFUND'), 0)
        - coalesce(sum("amountInCents") FILTER (WHERE kind = 'REFUND_FAILED'), 0) AS "refundedInCents",
      coalesce(sum("amountInCents") FILTER (WHERE kind = 'DISPUTE'), 0)
        - coalesce(sum("amountInCents") FILTER (WHERE kind = 'DISPUTE_WON'), 0) AS "disputedInCents",
      0 AS "netInCents",
      count(*) FILTER (WHERE kind = 'CHARGE') AS orders
    FROM "Payment" GROUP BY currency ORDER BY currency`
  return rows.map((row) => {
    const [soldInCents, refundedInCents, disputedInCents] = [
      Number(row.soldInCents),
      Number(row.refundedInCents),
      Number(row.disputedInCents),
    ]
    const netInCents = soldInCents - refundedInCents - disputedInCents
    return {
      currency: row.currency,
      soldInCents,
      refundedInCents,
      disputedInCents,
      netInCents,
      orders: Number(row.orders),
    }
  })
}

async function countLearners(now: Date): Promise<OwnerOverview['learners']> {
  const active = { revokedAt: null }
  const [withAccess, certificates, newThisWeek] = await Promise.all([
    db.entitlement.count({ where: active }),
    db.certificate.count({ where: active }),
    db.entitlement.count({ where: { ...active, grantedAt: { gt: new Date(now.getTime() - weekInMs) } } }),
  ])
  return { withAccess, certificates, newThisWeek }
}

async function listOrders(): Promise<OwnerOrder[]> {
  const orders = await db.order.findMany({
    orderBy: { createdAt: 'desc' },
    take: 20,
    include: { payments: { where: { kind: 'CHARGE' } }, user: { select: { email: true } } },
  })
  return orders.map(({ id, number, email, status, currency, createdAt, payments, user }) => ({
    id,
    number,
    email: user?.email ?? email,
    status,
    paidInCents: payments[0]?.amountInCents ?? 0,
    currency,
    createdAt,
  }))
}

/** Refunds that are not over, or went wrong and were not followed by another attempt. */
async function listOpenRefunds(): Promise<OwnerRefund[]> {
  const refunds = await db.refund.findMany({
    where: { status: { in: ['REQUESTED', 'SENT', 'FAILED'] } },
    orderBy: { requestedAt: 'desc' },
    take: 50,
    include: {
      order: {
        select: {
          number: true,
          email: true,
          user: { select: { email: true } },
          refunds: { select: { attempt: true } },
        },
      },
    },
  })
  return refunds.flatMap(({ order, updatedAt: _, providerRefundId: __, ...refund }) => {
    const isLast = order.refunds.every(({ attempt }) => attempt <= refund.attempt)
    if (refund.status === 'FAILED' && !isLast) return []
    return [{ ...refund, number: order.number, email: order.user?.email ?? order.email, isLast }]
  })
}

/**
 * Sales, refunds, learners and failures, and whether money and access agree: everything on the owner's page.
 * @throws not_owner
 */
export async function getOwnerOverview(
  viewer: Pick<Viewer, 'isOwner'>,
  now = new Date(),
): Promise<OwnerOverview> {
  if (!viewer.isOwner) throw new AppError('not_owner')
  const [totals, learners, orders, refunds, events, jobs, contradictions] = await Promise.all([
    sumByCurrency(),
    countLearners(now),
    listOrders(),
    listOpenRefunds(),
    db.providerEvent.findMany({
      where: { handledAt: null },
      orderBy: { receivedAt: 'desc' },
      take: 20,
      select: { id: true, eventId: true, type: true, outcome: true, receivedAt: true },
    }),
    listTroubledJobs(20),
    findContradictions(),
  ])
  return { totals, learners, orders, refunds, events, jobs, contradictions }
}
