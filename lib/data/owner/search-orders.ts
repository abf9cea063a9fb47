import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import { sumLedger } from '#lib/domain/order.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'
import type { OrderStatus, Provider } from '#prisma/generated/client.ts'
import { type OrderFilter, toOrderWhere } from './order-filter.ts'

export interface OwnerOrder {
  id: string
  number: string
  email: string | null
  status: OrderStatus
  provider: Provider
  country: string | null
  paidInCents: number
  netInCents: number
  currency: string
  createdAt: Date
}

export interface FoundOrders {
  orders: OwnerOrder[]
  total: number
  page: number
  pages: number
}

const pageLength = 50

/**
 * Orders as the owner filters and searches them, newest first, fifty a page; a page behind the last one is the last one.
 * @throws not_owner
 */
export async function searchOrders(
  viewer: Pick<Viewer, 'isOwner'>,
  filter: OrderFilter,
  length = pageLength,
): Promise<FoundOrders> {
  if (!viewer.isOwner) throw new AppError('not_owner')
  const where = toOrderWhere(filter)
  const total = await db.order.count({ where })
  const pages = Math.max(1, Math.ceil(total / length))
  const page = Math.min(filter.page, pages)
  const found = await db.order.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    skip: (page - 1) * length,
    take: length,
    include: { payments: true, user: { select: { email: true } } },
  })
  const orders = found.map(({ payments, user, email, ...order }) => {
    const { id, number, status, provider, country, currency, createdAt } = order
    const { paidInCents, netInCents } = sumLedger(payments)
    return {
      id,
      number,
      status,
      provider,
      country,
      currency,
      createdAt,
      paidInCents,
      netInCents,
      email: user?.email ?? email,
    }
  })
  return { orders, total, page, pages }
}
