import type { Metadata } from 'next'
import Link from 'next/link'
import { Facts } from '#components/ui/facts.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { RefreshWhileWaiting } from '#components/ui/refresh-while-waiting.tsx'
import type { Purchase } from '#lib/data/orders/to-purchase.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { UnmatchedMoney } from '../_components/claim.tsx'
import { findMyPurchase } from '../_components/find-my-purchase.ts'
import { GiftStanding } from '../_components/gift-standing.tsx'
import { PurchaseStatus } from '../_components/purchase-status.tsx'
import { ReceiptLink } from '../_components/receipt-link.tsx'
import { RefundStanding } from '../_components/refund-standing.tsx'
import { Timeline } from '../_components/timeline.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'A purchase', robots: { index: false } }

function paidWords({ paidInCents, currency, isCrypto }: Purchase): string {
  const paid = formatMoney(paidInCents, currency)
  return isCrypto && paidInCents > 0 ? `${paid}, in crypto` : paid
}

export default async function PurchasePage({ params }: PageProps<'/account/purchases/[order]'>) {
  const purchase = await findMyPurchase((await params).order)
  const { number, title, currency, paidAt, courseSlug, hasAccess, gift } = purchase
  const facts: [string, React.ReactNode][] = [
    [
      'Order',
      <span key="number" className="font-mono">
        {number}
      </span>,
    ],
    ['Status', <PurchaseStatus key="status" purchase={purchase} />],
    ['Price', formatMoney(purchase.priceInCents, currency)],
    ['Paid', paidAt ? paidWords(purchase) : 'Nothing'],
  ]
  if (paidAt) facts.push(['On', <Moment key="paid" at={paidAt.toISOString()} withLocal />])
  if (purchase.refundedInCents > 0) {
    // In crypto a refund waits for its buyer to claim it, and by card for their bank.
    const isDone = purchase.refunds.every(({ status }) => status === 'DONE' || status === 'FAILED')
    facts.push([isDone ? 'Returned' : 'Going back', formatMoney(purchase.refundedInCents, currency)])
  }
  if (!gift) facts.push(['Access', hasAccess ? 'Open' : 'Closed'])
  return (
    <Page margin={<Link href="/account/purchases">Purchases</Link>}>
      <PageHeader kicker={`Order ${number}`} title={title} />
      <div className="max-w-measure space-y-10 font-sans text-base">
        <Facts rows={facts} />
        {hasAccess && (
          <p>
            <LinkButton href={`/learn/${courseSlug}`}>Continue the course</LinkButton>
          </p>
        )}
        <ReceiptLink purchase={purchase} />
        {gift && <GiftStanding number={number} gift={gift} />}
        {(purchase.waitsForOwner || purchase.refunds.some(({ origin }) => origin === 'UNMATCHED')) && (
          <section aria-label="What was sent besides" className="space-y-5">
            <UnmatchedMoney purchase={purchase} />
          </section>
        )}
        {paidAt && (
          <section aria-labelledby="refund">
            <h2 id="refund" className="mb-3 text-xl">
              Refund
            </h2>
            <RefundStanding purchase={purchase} />
          </section>
        )}
        {purchase.refunds.some(({ status }) => status === 'REQUESTED') && <RefreshWhileWaiting />}
        <section aria-labelledby="timeline">
          <h2 id="timeline" className="mb-3 text-xl">
            What happened
          </h2>
          <Timeline purchase={purchase} />
        </section>
        {purchase.policy && (
          <details>
            <summary>The refund policy as you bought (of {purchase.policy.version})</summary>
            <div className="mt-3 space-y-3 text-sm whitespace-pre-line text-muted">
              {purchase.policy.text}
            </div>
          </details>
        )}
      </div>
    </Page>
  )
}
