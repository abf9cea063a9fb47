import { html } from 'hono/html'
import { countries } from '../stripe/engine/tax.ts'
import { money } from '../stripe/money.ts'
import type { Invoice } from '../stripe/types.ts'
import { layout, type Markup, moment } from '../web/layout.ts'

/** What `hosted_invoice_url` leads to. */
export function invoicePage(invoice: Invoice): Markup {
  const { currency, customer_address: address } = invoice
  const discount = invoice.subtotal - invoice.total
  const tax = invoice.total - (invoice.total_excluding_tax ?? invoice.total)
  const lines = [
    address?.line1,
    [address?.postal_code, address?.city].filter(Boolean).join(' '),
    countries[address?.country ?? ''],
  ]
  return layout({
    title: 'Invoice',
    main: html`<div class="narrow"><h1>Invoice</h1><dl>
<dt>Number</dt><dd><code>${invoice.number ?? ''}</code></dd>
<dt>Paid</dt><dd>${moment(invoice.created * 1000)}</dd>
<dt>To</dt><dd>${[invoice.customer_name, ...lines, invoice.customer_email].filter(Boolean).map((line) => html`${line}<br>`)}</dd>
${(invoice.customer_tax_ids ?? []).map(({ value }) => html`<dt>VAT id</dt><dd>${value ?? ''}</dd>`)}
</dl>
<table class="sums"><caption class="unseen">What was bought</caption><tbody>
${invoice.lines.data.map((line) => html`<tr><th scope="row">${line.description ?? ''}</th><td>${money(line.subtotal, currency)}</td></tr>`)}
${discount > 0 ? html`<tr><th scope="row">Discount</th><td>−${money(discount, currency)}</td></tr>` : ''}
${tax > 0 ? html`<tr><th scope="row">Of it tax</th><td>${money(tax, currency)}</td></tr>` : ''}
<tr class="total"><th scope="row">Total</th><td>${money(invoice.total, currency)}</td></tr>
</tbody></table>
${invoice.footer ? html`<p>${invoice.footer}</p>` : ''}</div>`,
  })
}
