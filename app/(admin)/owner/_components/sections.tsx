import { Moment } from '#components/ui/moment.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { BookTotals } from '#lib/data/books/sum-books.ts'
import type { OwnerOverview } from '#lib/data/owner/get-owner-overview.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { retryEventAction, retryJobAction, retryRefundAction } from '../actions.ts'
import { OrderLink } from './order-table.tsx'
import { RetryForm } from './retry-form.tsx'
import { Table } from './table.tsx'

const moment = (at: Date) => <Moment at={at.toISOString()} />

export function Health({ contradictions }: Pick<OwnerOverview, 'contradictions'>) {
  if (contradictions.length === 0) {
    return (
      <Notice tone="ok" title="Money and access agree">
        <p>Every payment has its access or its refund, and every access its payment.</p>
      </Notice>
    )
  }
  return (
    <div className="space-y-4">
      <Notice tone="danger" title="Money and access do not agree">
        <p>Compare the books; what stays here after that needs you.</p>
      </Notice>
      <Table
        caption="Contradictions"
        columns={['Order', 'Who', 'What']}
        rows={contradictions.map(({ kind, number: order, email, detail }) => ({
          key: `${kind} ${order} ${email}`,
          cells: [order ? <OrderLink key="order" number={order} /> : '–', email ?? '–', detail],
        }))}
        empty=""
      />
    </div>
  )
}

interface TotalsProps {
  totals: BookTotals[]
  caption: string
  withMonth?: boolean
}

export function Totals({ totals, caption, withMonth = false }: TotalsProps) {
  const hasUnmatched = totals.some(({ unmatchedInCents }) => unmatchedInCents !== 0)
  return (
    <Table
      caption={caption}
      columns={[
        ...(withMonth ? ['Month'] : []),
        'Currency',
        'Orders',
        'Sold',
        ...(hasUnmatched ? ['Unmatched'] : []),
        'Refunded',
        'Disputed',
        'Net',
      ]}
      rows={totals.map((row) => ({
        key: `${row.month} ${row.currency}`,
        cells: [
          ...(withMonth ? [row.month] : []),
          row.currency.toUpperCase(),
          row.orders,
          formatMoney(row.soldInCents, row.currency),
          ...(hasUnmatched ? [formatMoney(row.unmatchedInCents, row.currency)] : []),
          formatMoney(row.refundedInCents, row.currency),
          formatMoney(row.disputedInCents, row.currency),
          <strong key="net" className="font-semibold">
            {formatMoney(row.netInCents, row.currency)}
          </strong>,
        ],
      }))}
      empty="Nothing is sold yet."
    />
  )
}

const origins = {
  LEARNER: 'the buyer',
  OWNER: 'you',
  PROVIDER: 'in Stripe',
  DUPLICATE: 'double payment',
  UNMATCHED: 'crypto that bought nothing',
} as const

export function Refunds({ refunds }: Pick<OwnerOverview, 'refunds'>) {
  return (
    <Table
      caption="Refunds that are not over"
      columns={['Order', 'Asked for', 'By', 'Amount', 'Status', 'To do']}
      rows={refunds.map((refund) => ({
        key: refund.id,
        cells: [
          <OrderLink key="order" number={refund.number} />,
          moment(refund.requestedAt),
          `${origins[refund.origin]} (${refund.email ?? 'a guest'})`,
          formatMoney(refund.amountInCents, refund.currency),
          `${refund.status.toLowerCase()}${refund.failureReason ? `: ${refund.failureReason}` : ''}`,
          refund.status === 'FAILED' ? (
            <RetryForm
              key="retry"
              action={retryRefundAction}
              fields={{ orderId: refund.orderId }}
              text="Send again"
              about={`the refund of order ${refund.number}`}
            />
          ) : (
            'nothing'
          ),
        ],
      }))}
      empty="No refund waits for anything."
    />
  )
}

export function Events({ events }: Pick<OwnerOverview, 'events'>) {
  return (
    <Table
      caption="Messages of Stripe that were not handled"
      columns={['Event', 'Type', 'When', 'Outcome', 'To do']}
      rows={events.map((event) => ({
        key: event.id,
        cells: [
          <span key="id" className="font-mono break-all">
            {event.eventId}
          </span>,
          event.type,
          moment(event.receivedAt),
          event.outcome ?? 'not yet handled',
          <RetryForm
            key="retry"
            action={retryEventAction}
            fields={{ eventId: event.id }}
            text="Handle again"
            about={`event ${event.eventId}`}
          />,
        ],
      }))}
      empty="Every message of a payment provider was handled."
    />
  )
}

export function Jobs({ jobs }: Pick<OwnerOverview, 'jobs'>) {
  return (
    <Table
      caption="Jobs that fail"
      columns={['Job', 'Since', 'Tries', 'Error', 'To do']}
      rows={jobs.map((job) => ({
        key: job.id,
        cells: [
          job.name,
          moment(job.createdAt),
          job.tries,
          job.error ?? '–',
          job.isGivenUp ? (
            <RetryForm
              key="retry"
              action={retryJobAction}
              fields={{ name: job.name, jobId: job.id }}
              text="Take up again"
              about={`the job ${job.name} of ${job.createdAt.toISOString()}`}
            />
          ) : (
            <>next try {moment(job.nextTryAt)}</>
          ),
        ],
      }))}
      empty="No job fails."
    />
  )
}
