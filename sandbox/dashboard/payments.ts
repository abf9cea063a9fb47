import { html } from 'hono/html'
import { money } from '../stripe/money.ts'
import type { Charge } from '../stripe/types.ts'
import type { World } from '../stripe/world.ts'
import { action, type Markup, moment } from '../web/layout.ts'
import { type Entry, entries, older, pageLength, state } from './entry.ts'

/** Every charge, with what can be done to it. */
export function paymentsView(world: World, before?: string): Markup {
  const page = world.store.list('charge', { limit: pageLength, startingAfter: before })
  return html`<h1>Payments</h1>
${entries(
  page.data.map((charge) => paymentEntry(world, charge)),
  'Nothing has been paid yet. Buy the course on the site: its checkout leads here.',
)}
${older('/dashboard', page)}`
}

function paymentEntry(world: World, charge: Charge): Entry {
  const session = world.store.first('checkout.session', { payment_intent: charge.payment_intent })
  const invoice = session?.invoice ? world.store.find('invoice', session.invoice) : undefined
  const left = charge.amount - charge.amount_refunded
  const refundable = charge.status === 'succeeded' && left > 0
  const details = charge.payment_method_details
  return {
    heading: html`${money(charge.amount, charge.currency)} ${chargeState(charge)}`,
    facts: [
      charge.billing_details.email ?? 'unknown buyer',
      details?.card
        ? `${details.card.brand} ending in ${details.card.last4}`
        : (details?.type.replaceAll('_', ' ') ?? ''),
      moment(charge.created * 1000),
      charge.failure_message,
      html`<code>${charge.payment_intent}</code>`,
      html`<code>${charge.id}</code>`,
    ],
    acts: [
      refundable ? refundForm(charge, left) : null,
      refundable && !charge.disputed && details?.type !== 'crypto'
        ? action('/dashboard/disputes/open', 'Open a dispute', { charge: charge.id })
        : null,
      invoice ? html`<a class="part" href="${invoice.hosted_invoice_url ?? ''}">Invoice</a>` : null,
      charge.receipt_url ? html`<a class="part" href="${charge.receipt_url}">Receipt</a>` : null,
    ],
  }
}

function chargeState(charge: Charge): Markup {
  if (charge.status === 'failed') return state('declined', 'bad')
  if (charge.status === 'pending') return state('on its way', 'open')
  if (charge.disputed) return state('disputed', 'bad')
  if (charge.refunded) return state('refunded', 'plain')
  if (charge.amount_refunded > 0)
    return state(`${money(charge.amount_refunded, charge.currency)} refunded`, 'open')
  return state('paid', 'good')
}

/** The amount is typed in major units, as it is read. */
function refundForm(charge: Charge, left: number): Markup {
  const id = `amount-${charge.id}`
  return html`<form method="post" action="/dashboard/refunds/create" class="part">
<input type="hidden" name="charge" value="${charge.id}">
<label for="${id}">Refund</label>
<input id="${id}" name="amount" inputmode="decimal" autocomplete="off" value="${majorUnits(left, charge.currency)}">
<button>Send it back</button></form>`
}

function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

function majorUnits(amount: number, currency: string): string {
  const digits = digitsOf(currency)
  return (amount / 10 ** digits).toFixed(digits)
}

/** `"14.50"` in minor units, or null when it is no amount. */
export function minorUnits(text: string, currency: string): number | null {
  const amount = Math.round(Number(text) * 10 ** digitsOf(currency))
  return /^\d+([.]\d+)?$/.test(text.trim()) && amount > 0 ? amount : null
}
