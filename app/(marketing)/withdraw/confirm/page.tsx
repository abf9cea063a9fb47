import type { Metadata } from 'next'
import { consequencesOf } from '#app/(account)/account/purchases/_components/consequences.ts'
import { RefundStanding } from '#app/(account)/account/purchases/_components/refund-standing.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { getWithdrawal } from '#lib/data/withdrawals/get-withdrawal.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { confirmWithdrawalSchema } from '#lib/schemas/withdrawal.ts'
import { ConfirmForm } from '../_components/confirm-form.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = {
  title: 'Confirm your withdrawal',
  robots: { index: false },
  // The address of this page holds the link's secret: no other site may see it.
  referrer: 'same-origin',
}

function Done({ confirmedAt, email }: { confirmedAt: Date; email: string }) {
  return (
    <Notice tone="ok" title="You have withdrawn from this contract">
      <p>
        Confirmed on <Moment at={confirmedAt.toISOString()} withLocal />. The receipt, with your statement and
        its time, goes to <strong className="font-semibold break-words">{email}</strong>.
      </p>
    </Notice>
  )
}

/** Opened from the mail, by people and by scanners: looking at it changes nothing. */
export default async function ConfirmPage({ searchParams }: PageProps<'/withdraw/confirm'>) {
  const link = confirmWithdrawalSchema.safeParse(await searchParams).data
  const view = link && (await getWithdrawal(link.token))
  if (!view) {
    noteRefusal('link_expired', { page: 'withdraw' })
    return (
      <Page>
        <PageHeader title="This link has ended">
          <p>It is older than 24 hours, or was cut off on its way. Nothing was changed.</p>
        </PageHeader>
        <LinkButton href="/withdraw">State the withdrawal again</LinkButton>
      </Page>
    )
  }
  const { purchase, statedAt, confirmedAt, email } = view
  const { number, title, currency, paidAt, refundObstacle } = purchase
  return (
    <Page margin={<span>Order {number}</span>}>
      <PageHeader kicker={title} title={confirmedAt ? 'Withdrawn' : 'Confirm your withdrawal'} />
      <div className="max-w-measure space-y-8 font-sans text-base">
        {confirmedAt && <Done confirmedAt={confirmedAt} email={email} />}
        <Facts
          rows={[
            [
              'Order',
              <span key="number" className="font-mono">
                {number}
              </span>,
            ],
            ['Paid', paidAt ? formatMoney(purchase.paidInCents, currency) : 'Nothing'],
            ...(paidAt
              ? ([['Paid on', <Moment key="paid" at={paidAt.toISOString()} withLocal />]] as [
                  string,
                  React.ReactNode,
                ][])
              : []),
            ['Stated on', <Moment key="stated" at={statedAt.toISOString()} withLocal />],
          ]}
        />
        {!confirmedAt && refundObstacle === null && (
          <>
            <section aria-labelledby="then">
              <h2 id="then" className="mb-3 text-xl">
                What will happen
              </h2>
              <Facts rows={consequencesOf(purchase)} />
            </section>
            <ConfirmForm token={link.token} />
          </>
        )}
        {(confirmedAt || refundObstacle !== null) &&
          (paidAt ? (
            <RefundStanding purchase={purchase} />
          ) : (
            <p>The payment of this order has not arrived, so there is nothing to give back yet.</p>
          ))}
      </div>
    </Page>
  )
}
