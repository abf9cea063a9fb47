import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { money } from '../stripe/money.ts'
import type { World } from '../stripe/world.ts'
import { contentSecurityPolicy } from '../web/guard.ts'
import { action, layout, type Markup, messagePage, moment } from '../web/layout.ts'
import { inWords, unitsOf } from './amounts.ts'
import {
  centsOf,
  confirmInvoice,
  expireInvoice,
  inBitcoin,
  invalidateInvoice,
  paidSatoshi,
  payInvoice,
} from './engine/invoices.ts'
import { claim, leftToClaim } from './engine/refunds.ts'
import { GreenfieldProblem } from './problem.ts'
import type { Invoice, PullPayment } from './types.ts'

const worth = (satoshi: number, invoice: Invoice) => money(centsOf(satoshi, invoice), invoice.currency)

/** How much each button sends: all that is left, half of the price, or a fifth more than is left. */
export const sendings = {
  exact: (invoice: Invoice) => Math.max(invoice.dueSatoshi - paidSatoshi(invoice), 0),
  little: (invoice: Invoice) => Math.ceil(invoice.dueSatoshi / 2),
  much: (invoice: Invoice) => Math.ceil(sendings.exact(invoice) + invoice.dueSatoshi / 5),
} as const
export type Sending = keyof typeof sendings

/** The buyer's pages: `/i/:id`, where an invoice is paid, and `/pull-payments/:id`, where a refund is claimed. */
export function btcpayPages(world: World): Hono {
  const app = new Hono()

  app.get('/i/:id', (context) => withInvoice(context, (invoice) => show(context, invoice)))
  app.post('/i/:id', (context) =>
    withInvoice(context, async (invoice) => {
      const { send, slowly, act } = await context.req.parseBody()
      try {
        if (act === 'expire') expireInvoice(world, invoice.id)
        else if (act === 'confirm') confirmInvoice(world, invoice.id)
        else if (act === 'drop') invalidateInvoice(world, invoice.id)
        else if (send === 'exact' || send === 'little' || send === 'much')
          payInvoice(world, invoice.id, sendings[send](invoice), slowly === 'yes')
      } catch (error) {
        if (!(error instanceof GreenfieldProblem)) throw error
        return show(context, invoice, error.message, 400)
      }
      const now = world.store.findOrThrow('btcpay.invoice', invoice.id)
      const isDone = now.status === 'Processing' || now.status === 'Settled'
      const back = isDone && now.redirectsByItself && invoice.status === 'New' ? returnUrl(now) : null
      return context.redirect(back ?? `/i/${invoice.id}`, 303)
    }),
  )

  app.get('/pull-payments/:id', (context) => withPull(context, (pull) => context.html(claimPage(pull))))
  app.post('/pull-payments/:id', (context) =>
    withPull(context, async (pull) => {
      const { address } = await context.req.parseBody()
      const destination = String(address ?? '').trim()
      if (!/^(bcrt1|bc1|tb1|[123mn])[a-zA-HJ-NP-Z0-9]{20,90}$/.test(destination))
        return context.html(claimPage(pull, 'This is not an address of the Bitcoin network.'), 422)
      try {
        claim(world, pull.id, destination)
      } catch (error) {
        if (!(error instanceof GreenfieldProblem)) throw error
        return context.html(claimPage(pull, error.message), 400)
      }
      return context.redirect(`/pull-payments/${pull.id}`, 303)
    }),
  )

  type Answer = Response | Promise<Response>

  function withInvoice(context: Context, work: (invoice: Invoice) => Answer): Answer {
    const invoice = world.store.find('btcpay.invoice', context.req.param('id') ?? '')
    if (invoice) return work(invoice)
    return context.html(messagePage('No such invoice', 'This sandbox knows no invoice of that address.'), 404)
  }

  function withPull(context: Context, work: (pull: PullPayment) => Answer): Answer {
    const pull = world.store.find('btcpay.pull_payment', context.req.param('id') ?? '')
    if (pull) return work(pull)
    return context.html(
      messagePage('No such pull payment', 'This sandbox has no refund of that address.'),
      404,
    )
  }

  function show(context: Context, invoice: Invoice, problem?: string, status: 200 | 400 = 200): Answer {
    const target = returnUrl(invoice)
    const formTargets = target ? [new URL(target).origin] : []
    context.header('content-security-policy', contentSecurityPolicy({ formTargets }))
    return context.html(invoicePage(invoice, problem), status)
  }

  return app
}

const returnUrl = ({ redirectUrl, id }: Invoice) => redirectUrl?.replaceAll('{InvoiceId}', id) ?? null

const told: Record<Invoice['status'], string> = {
  New: 'This invoice waits to be paid.',
  Processing: 'All of it is sent, and waits for the network to confirm it.',
  Settled: 'This invoice is paid.',
  Expired: 'The time for this invoice is over.',
  Invalid: 'This invoice is not valid any more.',
}

function invoicePage(invoice: Invoice, problem?: string): Markup {
  const { id, status, dueSatoshi } = invoice
  const received = paidSatoshi(invoice)
  const left = sendings.exact(invoice)
  const back = returnUrl(invoice)
  const waits = invoice.payments.some((one) => one.status === 'Processing')
  const pay = (send: Sending, label: string, slowly = false) =>
    action(`/i/${id}`, label, { send, ...(slowly && { slowly: 'yes' }) })
  return layout({
    title: `Pay ${money(Math.round(Number(invoice.amount) * 100), invoice.currency)} in crypto`,
    notice: problem,
    main: html`<div class="narrow"><h1>${String(invoice.metadata.itemDesc ?? 'Your order')}</h1>
<p>${told[status]}</p>
<dl>
<dt>Amount</dt><dd>${inBitcoin(dueSatoshi)} BTC (${worth(dueSatoshi, invoice)})</dd>
<dt>Sent</dt><dd>${inBitcoin(received)} BTC (${worth(received, invoice)})</dd>
<dt>Address</dt><dd><code>${invoice.address}</code></dd>
<dt>${status === 'Expired' ? 'Ended' : 'Until'}</dt><dd>${moment(invoice.expiresMs)}</dd>
</dl>
<h2 id="send">${status === 'New' ? 'Send' : 'Send all the same'}</h2>
<div class="acts">
${left > 0 ? pay('exact', `Pay exactly (${worth(left, invoice)})`) : ''}
${left > 0 ? pay('exact', 'Pay exactly, confirmed slowly', true) : ''}
${pay('little', `Pay too little (${worth(sendings.little(invoice), invoice)})`)}
${pay('much', `Pay too much (${worth(sendings.much(invoice), invoice)})`)}
</div>
<h2 id="network">The network, and time</h2>
<div class="acts">
${waits ? action(`/i/${id}`, 'Confirm what was sent', { act: 'confirm' }) : ''}
${status === 'Processing' ? action(`/i/${id}`, 'Never confirm it', { act: 'drop' }) : ''}
${status === 'New' ? action(`/i/${id}`, 'Let the time run out', { act: 'expire' }) : ''}
</div>
${back ? html`<p><a href="${back}">Return to the shop</a></p>` : ''}
</div>`,
  })
}

function claimPage(pull: PullPayment, problem?: string): Markup {
  const left = leftToClaim(pull)
  const isOpen = !pull.archived && left > 0
  return layout({
    title: pull.name,
    main: html`<div class="narrow"><h1>${pull.name}</h1>
<p>${pull.description}</p>
<dl>
<dt>Amount</dt><dd>${inWords(unitsOf(pull.amount, pull.currency), pull.currency)}</dd>
<dt>To claim</dt><dd>${pull.archived ? 'cancelled by the shop' : inWords(left, pull.currency)}</dd>
</dl>
${
  isOpen
    ? html`<form method="post" action="/pull-payments/${pull.id}" class="pay" novalidate>
<p class="field"><label for="address">Bitcoin address</label>
<input id="address" name="address" autocomplete="off" spellcheck="false" placeholder="bcrt1q…" required${problem ? html` aria-invalid="true" aria-describedby="address-problem"` : ''}>
${problem ? html`<span class="error" id="address-problem">${problem}</span>` : ''}</p>
<p><button class="main">Claim ${inWords(left, pull.currency)}</button></p></form>
<p>For trying: <code>bcrt1qsandboxsandboxsandboxsandboxsandbox</code></p>`
    : ''
}
${
  pull.payouts.length > 0
    ? html`<h2>Payouts</h2><ul class="entries">${pull.payouts.map(
        (one) =>
          html`<li>${inWords(unitsOf(one.amount, pull.currency), pull.currency)} to <code>${one.destination}</code>: ${one.state}</li>`,
      )}</ul>`
    : ''
}
</div>`,
  })
}
