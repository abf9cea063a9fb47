import { html } from 'hono/html'
import { inWords, unitsOf } from '../btcpay/amounts.ts'
import { readBtcpayEndpoint } from '../btcpay/engine/events.ts'
import { centsOf, paidSatoshi } from '../btcpay/engine/invoices.ts'
import { leftToClaim } from '../btcpay/engine/refunds.ts'
import type { BtcpayEvent, Invoice, Payout, PullPayment } from '../btcpay/types.ts'
import { money } from '../stripe/money.ts'
import { deliveriesOf } from '../stripe/webhooks/log.ts'
import type { World } from '../stripe/world.ts'
import { action, type Markup, moment } from '../web/layout.ts'
import { type Entry, entries, state } from './entry.ts'
import { attempts, deliveryState } from './webhooks.ts'

const shown = 50
const cents = (amount: string) => Math.round(Number(amount) * 100)

/** BTCPay Server's side: invoices, pull payments with their payouts, and the messages to the shop. */
export function cryptoView(world: World): Markup {
  const endpoint = readBtcpayEndpoint(world)
  return html`<h1>Crypto (BTCPay Server)</h1>
<h2>Invoices</h2>
${entries(world.store.list('btcpay.invoice', { limit: shown }).data.map(invoiceEntry), 'No invoice has been made yet. Choose “Pay with crypto” on the site.')}
<h2>Refunds (pull payments)</h2>
${entries(world.store.list('btcpay.pull_payment', { limit: shown }).data.map(pullEntry), 'Nothing has been refunded yet.')}
<h2>Messages to the shop</h2>
<p>${endpoint ? html`They go to <code>${endpoint.url}</code>, as the switches under Webhooks say.` : 'They go nowhere: no address is set.'}</p>
${entries(
  world.store.list('btcpay.event', { limit: shown }).data.map((event) => eventEntry(world, event)),
  'Nothing has happened yet.',
)}`
}

const tones = { New: 'open', Processing: 'open', Settled: 'good', Expired: 'plain', Invalid: 'bad' } as const

function invoiceEntry(invoice: Invoice): Entry {
  const { id, status, additionalStatus, currency } = invoice
  const to = (what: string) => `/dashboard/crypto/invoices/${id}/${what}`
  const received = paidSatoshi(invoice)
  return {
    heading: html`${money(cents(invoice.amount), currency)} ${state(additionalStatus === 'None' ? status : `${status}, ${additionalStatus}`, tones[status])}`,
    facts: [
      `received ${money(centsOf(received, invoice), currency)}`,
      moment(invoice.createdMs),
      html`order <code>${String(invoice.metadata.orderId ?? 'none')}</code>`,
      html`<code>${id}</code>`,
    ],
    acts: [
      html`<a class="part" href="/i/${id}">Open its page</a>`,
      status !== 'Settled' ? action(to('settle'), 'Mark as settled') : null,
      status !== 'Invalid' ? action(to('invalidate'), 'Mark as invalid') : null,
      received > 0 ? action(to('refund'), 'Refund all of it') : null,
    ],
  }
}

function pullEntry(pull: PullPayment): Entry {
  const left = leftToClaim(pull)
  const [words, tone] = pull.archived
    ? (['cancelled', 'plain'] as const)
    : left > 0
      ? (['waits to be claimed', 'open'] as const)
      : (['claimed', 'good'] as const)
  return {
    heading: html`${inWords(unitsOf(pull.amount, pull.currency), pull.currency)} ${state(words, tone)}`,
    facts: [pull.name, moment(pull.startsMs), html`invoice <code>${pull.invoiceId}</code>`],
    more: html`${pull.payouts.map(payoutLine)}`,
    acts: [
      html`<a class="part" href="/pull-payments/${pull.id}">Open its page</a>`,
      pull.archived ? null : action(`/dashboard/crypto/pull-payments/${pull.id}/archive`, 'Cancel it'),
    ],
  }
}

function payoutLine(payout: Payout): Markup {
  const move = (label: string, to: string) =>
    action(`/dashboard/crypto/payouts/${payout.id}`, label, { state: to })
  const { state: now } = payout
  return html`<p class="facts"><span>Payout to <code>${payout.destination}</code>: ${now}</span></p>
<div class="acts">${now === 'AwaitingApproval' ? move('Approve it', 'AwaitingPayment') : ''}
${now === 'AwaitingPayment' ? move('Pay it out', 'Completed') : ''}
${now === 'AwaitingApproval' || now === 'AwaitingPayment' ? move('Call it off', 'Cancelled') : ''}</div>`
}

function eventEntry(world: World, event: BtcpayEvent): Entry {
  const deliveries = deliveriesOf(world, event.id)
  return {
    heading: html`<code>${event.type}</code> ${deliveries.length === 0 ? state('sent nowhere', 'plain') : deliveries.map(deliveryState)}`,
    facts: [moment(event.createdMs), html`<code>${event.id}</code>`],
    more: html`${deliveries.some((one) => one.attempts.length > 0) ? attempts(deliveries) : ''}`,
    acts: [action('/dashboard/crypto/resend', 'Send it again', { event: event.id })],
  }
}
