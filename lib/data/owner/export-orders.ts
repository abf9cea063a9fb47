import 'server-only'
import { csvLine } from '#lib/domain/csv.ts'
import { AppError } from '#lib/domain/errors.ts'
import { sumLedger } from '#lib/domain/order.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'
import { type OrderFilter, toOrderWhere, toQuery } from './order-filter.ts'
import { recordAudit } from './record-audit.ts'

const columns = [
  'order',
  'created (UTC)',
  'paid (UTC)',
  'status',
  'provider',
  'e-mail',
  'country',
  'course',
  'currency',
  'price (minor units)',
  'paid (minor units)',
  'tax in it (minor units)',
  'refunded (minor units)',
  'disputed (minor units)',
  'net (minor units)',
  'checkout',
  'payment',
  'invoice',
]

const batch = 500

async function* lines(filter: OrderFilter): AsyncGenerator<string> {
  yield csvLine(columns)
  for (let cursor: string | undefined; ; ) {
    const orders = await db.order.findMany({
      where: toOrderWhere(filter),
      orderBy: { id: 'asc' },
      take: batch,
      ...(cursor && { cursor: { id: cursor }, skip: 1 }),
      include: { payments: true, user: { select: { email: true } } },
    })
    for (const order of orders) {
      const sums = sumLedger(order.payments)
      yield csvLine([
        order.number,
        order.createdAt.toISOString(),
        order.paidAt?.toISOString() ?? null,
        order.status,
        order.provider,
        order.user?.email ?? order.email,
        order.country,
        order.courseSlug,
        order.currency.toUpperCase(),
        order.amountInCents,
        sums.paidInCents,
        order.taxInCents,
        sums.refundedInCents,
        sums.disputedInCents,
        sums.netInCents,
        order.providerSessionId,
        order.payments.find(({ kind }) => kind === 'CHARGE')?.providerId ?? null,
        order.invoiceId,
      ])
    }
    cursor = orders.at(-1)?.id
    if (orders.length < batch) return
  }
}

/**
 * The orders of a filter as CSV, line by line, oldest first; that they left the house is recorded before the first line.
 * @throws not_owner
 */
export async function exportOrders(viewer: Viewer, filter: OrderFilter): Promise<AsyncGenerator<string>> {
  if (!viewer.isOwner) throw new AppError('not_owner')
  await recordAudit(db, viewer, { action: 'EXPORT_ORDERS', detail: toQuery(filter, 1) || 'all orders' })
  return lines(filter)
}
