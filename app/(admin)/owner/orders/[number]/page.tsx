import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { Facts } from '#components/ui/facts.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { getOwnerOrder, type OwnerOrderPage } from '#lib/data/owner/get-owner-order.ts'
import { latePayment } from '#lib/data/refunds/return-unmatched.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { AppError } from '#lib/domain/errors.ts'
import { formatMoney } from '#lib/domain/money.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { orderNumberSchema } from '#lib/schemas/checkout.ts'
import { OrderActs } from '../../_components/order-acts.tsx'
import { StatusBadge } from '../../_components/order-table.tsx'
import { OrderTimeline } from '../../_components/order-timeline.tsx'
import { OwnerPage } from '../../_components/owner-page.tsx'
import { providerNames } from '../../_components/provider-names.ts'
import { requireOwner } from '../../_components/require-owner.ts'
import { Section } from '../../_components/section.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'An order', robots: { index: false } }

async function findOrder(viewer: Viewer, asked: string): Promise<OwnerOrderPage> {
  const number = orderNumberSchema.safeParse(asked)
  try {
    if (!number.success) throw new AppError('not_found')
    return await getOwnerOrder(viewer, number.data)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    noteRefusal('not_found', { page: 'owner order', userId: viewer.userId })
    notFound()
  }
}

const code = (text: string) => <span className="font-mono break-all">{text}</span>

function giftRows(
  { recipientEmail, fromName, sendAt, sentAt, redeemedAt }: NonNullable<OwnerOrderPage['gift']>,
  redeemedBy: string | null,
): [string, ReactNode][] {
  const redeemed = redeemedAt && <Moment key="redeemed" at={redeemedAt.toISOString()} />
  return [
    ['A gift for', recipientEmail],
    ['From', fromName],
    sentAt
      ? ['Link mailed', <Moment key="sent" at={sentAt.toISOString()} />]
      : ['Link due', <Moment key="send" at={sendAt.toISOString()} />],
    [
      'Redeemed',
      redeemed ? (
        <>
          {redeemed}
          {redeemedBy && <>, by {redeemedBy}</>}
        </>
      ) : (
        'not yet'
      ),
    ],
  ]
}

function factsOf(order: OwnerOrderPage): [string, ReactNode][] {
  const { currency, sums, terms } = order
  const money = (amountInCents: number) => formatMoney(amountInCents, currency)
  const rows: [string, ReactNode][] = [
    ['Status', <StatusBadge key="status" status={order.status} />],
    [order.gift ? 'Giver' : 'Buyer', order.email ?? 'a guest who has not paid yet'],
    ...(order.gift ? giftRows(order.gift, order.redeemedBy) : []),
    ['Access', { OPEN: 'open', CLOSED: 'closed', NEVER: 'never opened' }[order.access]],
    ['Ordered', <Moment key="ordered" at={order.createdAt.toISOString()} />],
  ]
  if (order.paidAt) rows.push(['Paid on', <Moment key="paid" at={order.paidAt.toISOString()} />])
  rows.push(['Price', money(order.amountInCents)])
  if (order.discountInCents > 0) rows.push(['Discount', money(order.discountInCents)])
  rows.push(['Paid', money(sums.paidInCents)])
  if (order.taxInCents !== null) rows.push(['Of it tax', money(order.taxInCents)])
  if (sums.unmatchedInCents > 0) rows.push(['Crypto that bought nothing', money(sums.unmatchedInCents)])
  if (sums.refundedInCents > 0) rows.push(['Refunded', money(sums.refundedInCents)])
  if (sums.disputedInCents > 0) rows.push(['Disputed', money(sums.disputedInCents)])
  rows.push(['Left with us', money(sums.netInCents)])
  if (order.country) rows.push(['Country', order.country])
  rows.push(['Paid through', providerNames[order.provider]])
  if (order.providerSessionId) rows.push(['Checkout', code(order.providerSessionId)])
  if (order.invoiceId) rows.push(['Invoice', code(order.invoiceId)])
  rows.push([
    'Shown at the purchase',
    `${terms.title}, version ${terms.courseVersion}. ${terms.refundPromise}`,
  ])
  return rows
}

/** One order: its facts, what can be done with it, and everything that happened to it. */
export default async function OrderPage({ params, searchParams }: PageProps<'/owner/orders/[number]'>) {
  const viewer = await requireOwner()
  const order = await findOrder(viewer, (await params).number)
  const { outcome } = await searchParams
  return (
    <OwnerPage
      room="/owner/orders"
      title={
        <>
          Order <span className="whitespace-nowrap">{order.number}</span>
        </>
      }
      kicker={order.terms.title}
      outcome={outcome}
    >
      {order.problem && (
        <Notice tone="danger" title="Needs you">
          <p className="first-letter:uppercase">{order.problem}.</p>
          {order.problem === latePayment && (
            <p>
              <Link href="/owner/crypto" prefetch={false}>
                To the payments that came late
              </Link>
            </p>
          )}
        </Notice>
      )}
      <Facts rows={factsOf(order)} />
      {order.hasReceipt && (
        <LinkButton plain kind="secondary" size="small" href={`/api/receipts/${order.number}`}>
          {order.invoiceId ? 'Download the invoice (PDF)' : 'Open the receipt'}
        </LinkButton>
      )}
      <OrderActs order={order} />
      <Section id="timeline" title="What happened">
        <OrderTimeline lines={order.timeline} back={`/owner/orders/${order.number}`} />
      </Section>
      {order.terms.policy && (
        <details>
          <summary>The refund policy as it was shown (of {order.terms.policy.version})</summary>
          <div className="mt-3 text-sm whitespace-pre-line text-muted">{order.terms.policy.text}</div>
        </details>
      )}
    </OwnerPage>
  )
}
