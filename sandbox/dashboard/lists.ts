import { html } from 'hono/html'
import { money } from '../stripe/money.ts'
import type { Dispute, Refund, Session } from '../stripe/types.ts'
import type { World } from '../stripe/world.ts'
import { action, type Markup, moment } from '../web/layout.ts'
import { type Entry, entries, older, pageLength, state } from './entry.ts'

export function sessionsView(world: World, before?: string): Markup {
  const page = world.store.list('checkout.session', { limit: pageLength, startingAfter: before })
  return html`<h1>Checkouts</h1>
${entries(
  page.data.map((session) => sessionEntry(world, session)),
  'No checkout has been opened yet.',
)}
${older('/dashboard/sessions', page)}`
}

function sessionEntry(world: World, session: Session): Entry {
  const intent = session.payment_intent
    ? world.store.find('payment_intent', session.payment_intent)
    : undefined
  const onItsWay = intent?.status === 'processing'
  const to = (what: string) => `/dashboard/sessions/${session.id}/${what}`
  return {
    heading: html`${money(session.amount_total, session.currency)} ${sessionState(session, onItsWay)}`,
    facts: [
      session.customer_details?.email ?? session.customer_email ?? 'buyer not known yet',
      moment(session.created * 1000),
      session.client_reference_id ? html`order <code>${session.client_reference_id}</code>` : null,
      session.status === 'open' ? html`expires ${moment(session.expires_at * 1000)}` : null,
      html`<code>${session.id}</code>`,
    ],
    acts: [
      session.url ? html`<a class="part" href="${session.url}">Open its page</a>` : null,
      session.status === 'open' ? action(to('expire'), 'Let it expire') : null,
      onItsWay ? action(to('settle'), 'The money arrives', { status: 'succeeded' }) : null,
      onItsWay ? action(to('settle'), 'The money does not arrive', { status: 'failed' }) : null,
    ],
  }
}

function sessionState(session: Session, onItsWay: boolean): Markup {
  if (session.status === 'open') return state('open', 'open')
  if (session.status === 'expired') return state('expired', 'plain')
  if (onItsWay) return state('complete, the money is on its way', 'open')
  if (session.payment_status === 'paid') return state('paid', 'good')
  if (session.payment_status === 'no_payment_required') return state('complete, nothing to pay', 'good')
  return state('complete, the money did not arrive', 'bad')
}

export function refundsView(world: World, before?: string): Markup {
  const page = world.store.list('refund', { limit: pageLength, startingAfter: before })
  return html`<h1>Refunds</h1>
${entries(page.data.map(refundEntry), 'Nothing has been refunded yet.')}
${older('/dashboard/refunds', page)}`
}

const refundTones = {
  pending: 'open',
  requires_action: 'open',
  succeeded: 'good',
  failed: 'bad',
  canceled: 'plain',
} as const

function refundEntry(refund: Refund): Entry {
  const to = `/dashboard/refunds/${refund.id}/settle`
  const { status } = refund
  return {
    heading: html`${money(refund.amount, refund.currency)} ${state(status, refundTones[status])}`,
    facts: [
      refund.reason?.replaceAll('_', ' ') ?? 'no reason given',
      refund.failure_reason ? html`failed: ${refund.failure_reason.replaceAll('_', ' ')}` : null,
      moment(refund.created * 1000),
      html`<code>${refund.payment_intent}</code>`,
      html`<code>${refund.id}</code>`,
    ],
    acts: [
      status === 'pending' ? action(to, 'Let it succeed', { status: 'succeeded' }) : null,
      status === 'pending' || status === 'succeeded' ? action(to, 'Let it fail', { status: 'failed' }) : null,
    ],
  }
}

export function disputesView(world: World, before?: string): Markup {
  const page = world.store.list('dispute', { limit: pageLength, startingAfter: before })
  return html`<h1>Disputes</h1>
${entries(page.data.map(disputeEntry), 'Nobody disputes a payment. Open a dispute from a payment, or pay with 4000 0000 0000 0259.')}
${older('/dashboard/disputes', page)}`
}

function disputeEntry(dispute: Dispute): Entry {
  const to = `/dashboard/disputes/${dispute.id}/close`
  const open = dispute.status !== 'won' && dispute.status !== 'lost'
  const tone = open ? 'open' : dispute.status === 'won' ? 'good' : 'bad'
  return {
    heading: html`${money(dispute.amount, dispute.currency)} ${state(dispute.status.replaceAll('_', ' '), tone)}`,
    facts: [
      dispute.reason.replaceAll('_', ' '),
      moment(dispute.created * 1000),
      dispute.evidence_details.has_evidence ? 'has evidence' : null,
      html`<code>${dispute.payment_intent}</code>`,
      html`<code>${dispute.id}</code>`,
    ],
    acts: open
      ? [action(to, 'The shop wins', { status: 'won' }), action(to, 'The shop loses', { status: 'lost' })]
      : [],
  }
}
