import type { Metadata } from 'next'
import { Badge } from '#components/ui/badge.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { type Books, getBooks } from '#lib/data/books/get-books.ts'
import { formatMoney } from '#lib/domain/money.ts'
import type { BookProvider, BookSum } from '#lib/domain/provider-books.ts'
import { OwnerPage } from '../_components/owner-page.tsx'
import { requireOwner } from '../_components/require-owner.ts'
import { Section } from '../_components/section.tsx'
import { Table } from '../_components/table.tsx'
import { compareBooksAction } from '../actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Books', robots: { index: false } }

const moment = (at: Date) => <Moment key={at.toISOString()} at={at.toISOString()} />

function Findings({ findings, caption, empty }: { findings: Books['open']; caption: string; empty: string }) {
  return (
    <Table
      caption={caption}
      columns={['What', 'First seen', 'Last seen', 'Times']}
      rows={findings.map((finding) => ({
        key: finding.key,
        cells: [finding.detail, moment(finding.firstSeenAt), moment(finding.lastSeenAt), finding.count],
      }))}
      empty={empty}
    />
  )
}

function outcomeOf({ error, finishedAt, checked, repaired, failed }: Books['runs'][number]): string {
  if (error) return `stopped: ${error}`
  if (!finishedAt) return 'running, or cut off'
  return `${checked} looked at anew, ${repaired} settled, ${failed} not yet`
}

const names: Record<BookProvider, string> = { STRIPE: 'Stripe', BTCPAY: 'BTCPay Server' }

/** One side of a comparison: each provider's sum on a line of its own, in the same order on both sides. */
function Sums({ sums, side }: { sums: BookSum[]; side: 'ours' | 'theirs' }) {
  if (sums.length === 0) return '–'
  return (
    <ul>
      {sums.map(({ provider, currency, oursInCents, theirsInCents }) => (
        <li key={`${provider} ${currency}`} className="md:whitespace-nowrap">
          <span className="text-muted">{names[provider]}</span>{' '}
          <span className="tabular-nums">
            {formatMoney(side === 'ours' ? oursInCents : theirsInCents, currency)}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What a run did, and which sums it left apart. */
function RunOutcome({ run }: { run: Books['runs'][number] }) {
  const apart = run.sums.filter(({ oursInCents, theirsInCents }) => oursInCents !== theirsInCents)
  return (
    <>
      {outcomeOf(run)}
      {apart.map(({ provider, currency, oursInCents, theirsInCents }) => (
        <span key={`${provider} ${currency}`} className="block">
          <Badge tone="danger">
            {names[provider]} {theirsInCents > oursInCents ? 'has more' : 'has less'}:{' '}
            {formatMoney(Math.abs(theirsInCents - oursInCents), currency)}
          </Badge>
        </span>
      ))}
    </>
  )
}

/** Whether our books and the providers' agree, what does not, and each comparison. */
export default async function BooksPage({ searchParams }: PageProps<'/owner/books'>) {
  const viewer = await requireOwner()
  const [{ open, resolved, runs }, { outcome }] = await Promise.all([getBooks(viewer), searchParams])
  return (
    <OwnerPage room="/owner/books" title="Books" outcome={outcome}>
      <Section id="now" title="What does not agree">
        <div className="space-y-4">
          {open.length === 0 && (
            <Notice tone="ok" title="Nothing is open">
              <p>What was missed was settled by itself.</p>
            </Notice>
          )}
          {open.length > 0 && (
            <Findings findings={open} caption="What does not agree, newest first" empty="" />
          )}
          <form action={compareBooksAction}>
            <SubmitButton kind="secondary" size="small" pendingText="Asking …">
              Compare now
            </SubmitButton>
          </form>
        </div>
      </Section>
      <Section id="runs" title="Comparisons">
        <p className="mb-3 max-w-measure">
          At each start and every ten minutes, over the last 90 days: what came in less what went back, in our
          ledger and in the books of Stripe and BTCPay Server, payment by payment and in sum.
        </p>
        <Table
          caption="The last comparisons"
          columns={['When', 'Outcome', 'Our ledger', 'Their books']}
          rows={runs.map((run) => ({
            key: String(run.id),
            cells: [
              moment(run.startedAt),
              <RunOutcome key="outcome" run={run} />,
              <Sums key="ours" sums={run.sums} side="ours" />,
              <Sums key="theirs" sums={run.sums} side="theirs" />,
            ],
          }))}
          empty="No comparison has run yet."
        />
      </Section>
      {resolved.length > 0 && (
        <Section id="gone" title="What did not agree, and is gone">
          <Findings findings={resolved} caption="Findings that are gone" empty="" />
        </Section>
      )}
    </OwnerPage>
  )
}
