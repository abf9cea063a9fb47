import 'server-only'
import { type Contradiction, findContradictions } from '#lib/data/books/find-contradictions.ts'
import { type BookTotals, sumBooks } from '#lib/data/books/sum-books.ts'
import { AppError } from '#lib/domain/errors.ts'
import { leftToReturn, leftUnmatched } from '#lib/domain/order.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'
import { listTroubledJobs, type TroubledJob } from '#lib/server/jobs.ts'
import type { RefundOrigin, RefundStatus } from '#prisma/generated/client.ts'
import { type OwnerOrder, searchOrders } from './search-orders.ts'

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
}

export interface OwnerEvent {
  id: string
  eventId: string
  type: string
  outcome: string | null
  receivedAt: Date
}

export interface OwnerOverview {
  total: BookTotals[]
  monthly: BookTotals[]
  learners: { withAccess: number; certificates: number; newThisWeek: number }
  orders: OwnerOrder[]
  refunds: OwnerRefund[]
  /** Orders whose payment a bank is asking back. */
  disputes: OwnerOrder[]
  events: OwnerEvent[]
  jobs: TroubledJob[]
  contradictions: Contradiction[]
  /** What our books and the providers' do not agree on. */
  findings: number
}

const weekInMs = 7 * 24 * 60 * 60 * 1000

async function countLearners(now: Date): Promise<OwnerOverview['learners']> {
  const active = { revokedAt: null }
  const [withAccess, certificates, newThisWeek] = await Promise.all([
    db.entitlement.count({ where: active }),
    db.certificate.count({ where: active }),
    db.entitlement.count({ where: { ...active, grantedAt: { gt: new Date(now.getTime() - weekInMs) } } }),
  ])
  return { withAccess, certificates, newThisWeek }
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
          status: true,
          user: { select: { email: true } },
          payments: true,
          refunds: true,
        },
      },
    },
  })
  return refunds.flatMap(({ order, updatedAt: endedAt, providerRefundId: _, ...refund }) => {
    // Not by attempts: a part may fail after the rest was asked for beside it.
    const isFollowed = order.refunds.some(({ requestedAt }) => requestedAt > endedAt)
    const isOwed =
      refund.origin === 'UNMATCHED'
        ? leftUnmatched({ ...order, ledger: order.payments }) > 0
        : !isFollowed && leftToReturn(order.payments, order.refunds) !== null
    if (refund.status === 'FAILED' && !isOwed) return []
    return [{ ...refund, number: order.number, email: order.user?.email ?? order.email }]
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
  const [books, learners, latest, refunds, disputed, events, jobs, contradictions, findings] =
    await Promise.all([
      sumBooks(),
      countLearners(now),
      searchOrders(viewer, { page: 1 }, 10),
      listOpenRefunds(),
      searchOrders(viewer, { page: 1, status: 'DISPUTED' }),
      db.providerEvent.findMany({
        where: { handledAt: null },
        orderBy: { receivedAt: 'desc' },
        take: 20,
        select: { id: true, eventId: true, type: true, outcome: true, receivedAt: true },
      }),
      listTroubledJobs(20),
      findContradictions(),
      db.finding.count({ where: { resolvedAt: null } }),
    ])
  return {
    total: books.total,
    monthly: books.monthly,
    learners,
    orders: latest.orders,
    refunds,
    disputes: disputed.orders,
    events,
    jobs,
    contradictions,
    findings,
  }
}
