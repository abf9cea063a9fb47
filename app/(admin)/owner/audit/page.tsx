import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { z } from 'zod'
import { Moment } from '#components/ui/moment.tsx'
import { listAudit } from '#lib/data/owner/list-audit.ts'
import { nameDeed } from '#lib/data/owner/tell-order.ts'
import { OrderLink } from '../_components/order-table.tsx'
import { OwnerPage } from '../_components/owner-page.tsx'
import { requireOwner } from '../_components/require-owner.ts'
import { Table } from '../_components/table.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'What owners did', robots: { index: false } }

const beforeSchema = z.coerce.number().int().positive().optional().catch(undefined)

/** Every action of an owner: who, when, what and why. Nothing here can be changed. */
export default async function AuditPage({ searchParams }: PageProps<'/owner/audit'>) {
  const viewer = await requireOwner()
  const before = beforeSchema.parse((await searchParams).before)
  const { lines, older } = await listAudit(viewer, before)
  return (
    <OwnerPage room="/owner/audit" title="What owners did">
      <Table
        caption="Actions of owners, newest first"
        columns={['When', 'Who', 'What', 'Order', 'Why']}
        rows={lines.map((line) => ({
          key: String(line.id),
          cells: [
            <Moment key="at" at={line.at.toISOString()} />,
            line.actor,
            `${nameDeed(line.action)}${line.detail ? `: ${line.detail}` : ''}`,
            line.number ? <OrderLink key="order" number={line.number} /> : '–',
            line.reason ?? '–',
          ],
        }))}
        empty="Nothing was done yet. Refunds, given access, exports and retries are written down here."
      />
      {older && (
        <p>
          <Link href={`/owner/audit?before=${older}` as Route} prefetch={false}>
            Older
          </Link>
        </p>
      )}
    </OwnerPage>
  )
}
