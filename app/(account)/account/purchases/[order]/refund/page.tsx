import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { Facts } from '#components/ui/facts.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { formatMoney } from '#lib/domain/money.ts'
import { consequencesOf } from '../../_components/consequences.ts'
import { findMyPurchase } from '../../_components/find-my-purchase.ts'
import { RefundForm } from '../../_components/refund-form.tsx'
import { RefundStanding } from '../../_components/refund-standing.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Refund', robots: { index: false } }

export default async function RefundPage({ params }: PageProps<'/account/purchases/[order]/refund'>) {
  const purchase = await findMyPurchase((await params).order, '/refund')
  const { number, title, currency, paidAt, refundDeadline, refundObstacle } = purchase
  const amount = formatMoney(purchase.leftInCents, currency)
  const isFree = purchase.paidInCents === 0
  return (
    <Page
      margin={
        <Link href={`/account/purchases/${number}` as Route} prefetch={false}>
          Order {number}
        </Link>
      }
    >
      <PageHeader kicker={title} title="Refund" />
      <div className="max-w-measure space-y-8 font-sans text-base">
        {paidAt && refundObstacle === null ? (
          <>
            <Facts
              rows={[
                [
                  'Paid',
                  `${formatMoney(purchase.paidInCents, currency)}${isFree ? ', with a promotion code' : ''}`,
                ],
                ['On', <Moment key="paid" at={paidAt.toISOString()} withLocal />],
                [
                  'Refund until',
                  refundDeadline ? (
                    <Moment key="deadline" at={refundDeadline.toISOString()} withLocal />
                  ) : (
                    `The gift is redeemed, and for ${purchase.refundDays} days after that`
                  ),
                ],
              ]}
            />
            <section aria-labelledby="then">
              <h2 id="then" className="mb-3 text-xl">
                What will happen
              </h2>
              <Facts rows={consequencesOf(purchase)} />
            </section>
            <RefundForm order={number} buttonText={isFree ? 'Cancel this order' : `Refund ${amount}`} />
          </>
        ) : paidAt ? (
          <RefundStanding purchase={purchase} />
        ) : (
          <p>Nothing was paid on this order, so there is nothing to refund.</p>
        )}
      </div>
    </Page>
  )
}
