import type { Metadata } from 'next'
import { Facts } from '#components/ui/facts.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { getOwnerOverview } from '#lib/data/owner/get-owner-overview.ts'
import { OrderTable } from './_components/order-table.tsx'
import { OwnerPage } from './_components/owner-page.tsx'
import { requireOwner } from './_components/require-owner.ts'
import { Section } from './_components/section.tsx'
import { Events, Health, Jobs, Refunds, Totals } from './_components/sections.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Owner', robots: { index: false } }

/** Sales, refunds, learners and failures on one page. To everybody but the owner it does not exist. */
export default async function OwnerOverviewPage({ searchParams }: PageProps<'/owner'>) {
  const viewer = await requireOwner()
  const [overview, asked] = await Promise.all([getOwnerOverview(viewer), searchParams])
  const { learners } = overview
  return (
    <OwnerPage room="/owner" title="The shop" outcome={asked.outcome}>
      <Section id="health" title="Health">
        <div className="space-y-4">
          <Health contradictions={overview.contradictions} />
          <p>
            <LinkButton href="/owner/books" kind="secondary" size="small">
              {overview.findings === 0
                ? 'Our books and the providers’'
                : `${overview.findings} open in the books`}
            </LinkButton>
          </p>
        </div>
      </Section>
      <Section id="totals" title="Money">
        <Totals caption="Totals by currency" totals={overview.total} />
      </Section>
      {overview.monthly.length > 0 && (
        <Section id="months" title="By month">
          <Totals caption="Totals by month and currency" totals={overview.monthly} withMonth />
          <p className="mt-2 text-sm text-muted">
            Each line of the ledger counts in the month in which it happened, UTC: a refund in May of a
            payment of April counts in May.
          </p>
        </Section>
      )}
      <Section id="learners" title="Learners">
        <Facts
          rows={[
            ['With access', learners.withAccess],
            ['New within 7 days', learners.newThisWeek],
            ['Valid certificates', learners.certificates],
          ]}
        />
      </Section>
      <Section id="orders" title="Latest orders">
        <OrderTable
          orders={overview.orders}
          caption="The latest orders"
          empty="Nobody has begun to buy yet."
        />
        <p className="mt-4">
          <LinkButton href="/owner/orders" kind="secondary" size="small">
            All orders
          </LinkButton>
        </p>
      </Section>
      <Section id="disputes" title="Open disputes">
        <OrderTable
          orders={overview.disputes}
          caption="Orders whose payment a bank asks back"
          empty="No bank asks for a payment back."
        />
      </Section>
      <Section id="refunds" title="Open refunds">
        <Refunds refunds={overview.refunds} />
      </Section>
      <Section id="events" title="Messages not handled">
        <Events events={overview.events} />
      </Section>
      <Section id="jobs" title="Failing jobs">
        <Jobs jobs={overview.jobs} />
      </Section>
    </OwnerPage>
  )
}
