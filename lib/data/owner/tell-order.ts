import 'server-only'
import { formatMoney } from '#lib/domain/money.ts'
import type { OrderJob } from '#lib/server/jobs.ts'
import type {
  AuditEntry,
  Order,
  OrderMail,
  OrderStep,
  Payment,
  ProviderEvent,
  Refund,
} from '#prisma/generated/client.ts'

export type LineKind = 'FACT' | 'DECISION' | 'MAIL' | 'MESSAGE' | 'OWNER' | 'JOB'

/** Something that happened to an order, as the owner reads it. */
export interface TimelineLine {
  key: string
  at: Date
  kind: LineKind
  text: string
  /** Ids, reasons, outcomes. */
  detail: string | null
  /** What can be done about it: a message to handle again, a job to take up. */
  retry: { event: string } | { job: string; name: string } | null
}

interface Told {
  order: Pick<Order, 'currency'>
  payments: Payment[]
  refunds: Refund[]
  steps: OrderStep[]
  mails: OrderMail[]
  events: ProviderEvent[]
  audit: AuditEntry[]
  jobs: OrderJob[]
}

const facts: Record<Payment['kind'], string> = {
  CHARGE: 'Paid',
  DEPOSIT: 'Crypto arrived',
  DEPOSIT_USED: 'Crypto counted towards the price',
  REFUND: 'Refund at the provider',
  REFUND_FAILED: 'Refund failed at the provider',
  DISPUTE: 'Disputed by the bank',
  DISPUTE_WON: 'Dispute won',
  DISPUTE_LOST: 'Dispute lost',
}

const deeds: Record<AuditEntry['action'], string> = {
  REFUND: 'Refund',
  GIVE_ACCESS: 'Access given for nothing',
  END_ACCESS: 'Access ended',
  RETRY_EVENT: 'Message handled again',
  RETRY_JOB: 'Job taken up again',
  COMPARE_BOOKS: 'Books compared',
  EXPORT_ORDERS: 'Orders exported',
  DOWNLOAD_EVIDENCE: 'Evidence file downloaded',
  CORRECT_CERTIFICATE: 'Certificate corrected',
  ACCEPT_PAYMENT: 'Late payment accepted',
  MAKE_CODE: 'Promotion code made',
  SWITCH_CODE: 'Promotion code switched',
  ANSWER_REVIEW: 'Review answered',
  HIDE_REVIEW: 'Review hidden',
  SHOW_REVIEW: 'Review shown again',
}

/** What an owner's action is called. */
export function nameDeed(action: AuditEntry['action']): string {
  return deeds[action]
}

/** Whose wish a refund is, after "requested, ". */
const origins: Record<Refund['origin'], string> = {
  LEARNER: 'by the buyer',
  OWNER: 'by an owner',
  PROVIDER: 'in the provider’s dashboard',
  DUPLICATE: 'of a second payment',
  UNMATCHED: 'of what bought nothing',
}

const lower = (word: string) => word.toLowerCase().replaceAll('_', ' ')

function tellStep(step: OrderStep, refunds: Refund[], currency: string): string {
  if (step.kind === 'STATUS') return `The order is ${lower(step.value)}`
  if (step.kind === 'ACCESS') return step.value === 'OPEN' ? 'Access opened' : 'Access ended'
  const refund = refunds.find(({ id }) => id === step.refundId)
  const amount = refund ? formatMoney(refund.amountInCents, currency) : ''
  const by = refund && step.value === 'REQUESTED' ? `, ${origins[refund.origin]}` : ''
  return `Refund of ${amount} (attempt ${refund?.attempt}): ${lower(step.value)}${by}`
}

/** Everything that happened to an order, oldest first. */
export function tellOrder(told: Told): TimelineLine[] {
  const { order, payments, refunds, steps, mails, events, audit, jobs } = told
  const line = (kind: LineKind, key: string | number, at: Date, text: string, detail: string | null) =>
    ({ key: `${kind} ${key}`, kind, at, text, detail, retry: null }) satisfies TimelineLine
  const lines: TimelineLine[] = [
    ...payments.map((fact) => {
      const text = `${facts[fact.kind]}: ${formatMoney(fact.amountInCents, fact.currency)}`
      return line('FACT', fact.id, fact.recordedAt, text, fact.providerId)
    }),
    ...steps.map((step) =>
      line(
        'DECISION',
        step.id,
        step.at,
        tellStep(step, refunds, order.currency),
        step.reason && lower(step.reason),
      ),
    ),
    ...mails.map(({ id, sentAt, template }) =>
      line('MAIL', id, sentAt, `Mail to the buyer: ${template.replaceAll('-', ' ')}`, null),
    ),
    ...events.map((event) => ({
      ...line(
        'MESSAGE',
        event.id,
        event.receivedAt,
        event.type,
        `${event.eventId}: ${event.outcome ?? 'not handled'}`,
      ),
      retry: event.handledAt ? null : { event: event.id },
    })),
    ...audit.map((entry) => {
      const text = `${nameDeed(entry.action)}${entry.detail ? `: ${entry.detail}` : ''}`
      return line('OWNER', entry.id, entry.at, text, `${entry.actor}: ${entry.reason ?? 'no reason given'}`)
    }),
    ...jobs.map((job) => ({
      ...line('JOB', job.id, job.createdAt, `${job.name.replaceAll('-', ' ')}: ${job.state}`, job.error),
      retry: job.state === 'given up' ? { job: job.id, name: job.name } : null,
    })),
  ]
  return lines.sort((one, other) => one.at.getTime() - other.at.getTime())
}
