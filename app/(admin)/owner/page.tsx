import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Facts } from '#components/ui/facts.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { getOwnerOverview } from '#lib/data/get-owner-overview.ts'
import { getViewer } from '#lib/data/get-viewer.ts'
import { noteRefusal } from '#lib/data/note-refusal.ts'
import { type ErrorCode, errors } from '#lib/domain/errors.ts'
import { type OwnerOutcome, ownerOutcomes } from '#lib/schemas/owner.ts'
import { Events, Health, Jobs, Orders, Refunds, Section, Totals } from './_components/sections.tsx'
import { compareBooksAction } from './actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Owner', robots: { index: false } }

function Outcome({ code }: { code: unknown }) {
  if (typeof code !== 'string') return null
  const done = Object.hasOwn(ownerOutcomes, code) && ownerOutcomes[code as OwnerOutcome]
  const problem = Object.hasOwn(errors, code) && errors[code as ErrorCode].message
  if (!done && !problem) return null
  return (
    <Notice tone={done ? 'ok' : 'danger'} live>
      <p>{done || problem}</p>
    </Notice>
  )
}

/** Sales, refunds, learners and failures on one page. To everybody but the owner it does not exist. */
export default async function OwnerPage({ searchParams }: PageProps<'/owner'>) {
  const viewer = await getViewer()
  if (!viewer?.isOwner) {
    noteRefusal('not_owner', { page: 'owner', userId: viewer?.userId ?? null })
    notFound()
  }
  const [overview, asked] = await Promise.all([getOwnerOverview(viewer), searchParams])
  const { learners } = overview
  return (
    <Page>
      <PageHeader title="The shop" />
      <div className="space-y-12 font-sans text-base">
        <Outcome code={asked.outcome} />
        <Section id="health" title="Health">
          <div className="space-y-4">
            <Health contradictions={overview.contradictions} />
            <form action={compareBooksAction}>
              <SubmitButton kind="secondary" size="small" pendingText="Asking …">
                Compare our books with Stripe’s now
              </SubmitButton>
            </form>
          </div>
        </Section>
        <Section id="totals" title="Money">
          <Totals totals={overview.totals} />
        </Section>
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
          <Orders orders={overview.orders} />
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
      </div>
    </Page>
  )
}
