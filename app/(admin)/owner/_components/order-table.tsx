import type { Route } from 'next'
import Link from 'next/link'
import { Badge } from '#components/ui/badge.tsx'
import { Moment } from '#components/ui/moment.tsx'
import type { OwnerOrder } from '#lib/data/owner/search-orders.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { providerNames } from './provider-names.ts'
import { Table } from './table.tsx'

const tones = { PAID: 'ok', DISPUTED: 'danger', CHARGED_BACK: 'danger' } as const

/** An order's status in words. */
export function StatusBadge({ status }: { status: string }) {
  const tone = status in tones ? tones[status as keyof typeof tones] : 'plain'
  return <Badge tone={tone}>{status.toLowerCase().replace('_', ' ')}</Badge>
}

/** The way to an order's page. */
export function OrderLink({ number }: { number: string }) {
  return (
    <Link
      href={`/owner/orders/${number}` as Route}
      prefetch={false}
      className="inline-block py-0.5 font-mono whitespace-nowrap"
    >
      {number}
    </Link>
  )
}

interface OrderTableProps {
  orders: OwnerOrder[]
  caption: string
  empty: string
}

export function OrderTable({ orders, caption, empty }: OrderTableProps) {
  return (
    <Table
      caption={caption}
      columns={['Order', 'When', 'Who', 'Paid', 'Left', 'By', 'Status']}
      rows={orders.map((order) => ({
        key: order.id,
        cells: [
          <OrderLink key="number" number={order.number} />,
          <Moment key="at" at={order.createdAt.toISOString()} />,
          `${order.email ?? 'a guest'}${order.country ? ` (${order.country})` : ''}`,
          formatMoney(order.paidInCents, order.currency),
          formatMoney(order.netInCents, order.currency),
          providerNames[order.provider],
          <StatusBadge key="status" status={order.status} />,
        ],
      }))}
      empty={empty}
    />
  )
}
