import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { LinkButton } from '#components/ui/link-button.tsx'
import { orderChoices, orderFilterSchema, toQuery } from '#lib/data/owner/order-filter.ts'
import { searchOrders } from '#lib/data/owner/search-orders.ts'
import { FilterForm } from '../_components/filter-form.tsx'
import { OrderTable } from '../_components/order-table.tsx'
import { OwnerPage } from '../_components/owner-page.tsx'
import { requireOwner } from '../_components/require-owner.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Orders', robots: { index: false } }

/** Every order, with filters, search and export. */
export default async function OrdersPage({ searchParams }: PageProps<'/owner/orders'>) {
  const viewer = await requireOwner()
  const { outcome, ...asked } = await searchParams
  const filter = orderFilterSchema.parse(asked)
  const { orders, total, page, pages } = await searchOrders(viewer, filter)
  const to = (number: number) => `/owner/orders?${toQuery(filter, number)}` as Route
  return (
    <OwnerPage room="/owner/orders" title="Orders" outcome={outcome}>
      <FilterForm filter={filter} choices={orderChoices} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p role="status">
          {total === 1 ? '1 order' : `${total.toLocaleString('en')} orders`}
          {pages > 1 && `, page ${page} of ${pages}`}
        </p>
        {total > 0 && (
          <LinkButton plain kind="secondary" size="small" href={`/api/owner/orders?${toQuery(filter, 1)}`}>
            Download as CSV
          </LinkButton>
        )}
      </div>
      <OrderTable orders={orders} caption="Orders" empty="No order fits. Take something out of the filter." />
      {pages > 1 && (
        <nav aria-label="Pages" className="flex gap-6">
          {page > 1 && (
            <Link href={to(page - 1)} prefetch={false} className="inline-flex min-h-11 items-center">
              Newer
            </Link>
          )}
          {page < pages && (
            <Link href={to(page + 1)} prefetch={false} className="inline-flex min-h-11 items-center">
              Older
            </Link>
          )}
        </nav>
      )}
    </OwnerPage>
  )
}
