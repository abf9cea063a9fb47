import { html } from 'hono/html'
import { money } from '../stripe/money.ts'
import type { Charge } from '../stripe/types.ts'
import { layout, type Markup, moment } from '../web/layout.ts'

/** What `receipt_url` leads to. */
export function receiptPage(charge: Charge): Markup {
  const card = charge.payment_method_details?.card
  return layout({
    title: 'Receipt',
    main: html`<div class="narrow"><h1>Receipt</h1><dl>
<dt>Paid</dt><dd>${money(charge.amount, charge.currency)}</dd>
<dt>On</dt><dd>${moment(charge.created * 1000)}</dd>
<dt>With</dt><dd>${card ? `${card.brand} ending in ${card.last4}` : (charge.payment_method_details?.type ?? '')}</dd>
<dt>By</dt><dd>${charge.billing_details.email ?? ''}</dd>
${charge.amount_refunded > 0 ? html`<dt>Refunded</dt><dd>${money(charge.amount_refunded, charge.currency)}</dd>` : ''}
<dt>Charge</dt><dd><code>${charge.id}</code></dd>
</dl></div>`,
  })
}
