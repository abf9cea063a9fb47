import { html } from 'hono/html'
import { spaced, testCards } from '../stripe/engine/cards.ts'
import { countries } from '../stripe/engine/tax.ts'
import { money } from '../stripe/money.ts'
import type { LineItem, PromotionCode, Session } from '../stripe/types.ts'
import { layout, type Markup } from '../web/layout.ts'
import { choicesFor, type FieldErrors, fixedEmail, needsCountry, type Typed } from './form.ts'

export interface CheckoutView {
  session: Session
  items: LineItem[]
  promotionCode: PromotionCode | null
  typed: Typed
  errors: FieldErrors
  /** Said above the form: a declined card, a wrong code. */
  problem?: string | undefined
  codeProblem?: string | undefined
}

/** The hosted page: what is bought, and the form to pay. */
export function checkoutPage(view: CheckoutView): Markup {
  const { session } = view
  const total = money(session.amount_total, session.currency)
  return layout({
    title: `Pay ${total}`,
    main: html`<div class="checkout">
<section aria-labelledby="order">
${session.cancel_url ? html`<p><a href="${session.cancel_url}">← Back without paying</a></p>` : ''}
<h1 id="order">Your order</h1>
${summary(view)}
${session.allow_promotion_codes ? codeForm(view) : ''}
</section>
<section aria-labelledby="pay">
<h2 id="pay">${session.amount_total === 0 ? 'Complete the order' : 'Pay'}</h2>
${view.problem ? html`<p class="problem" role="alert">${view.problem}</p>` : ''}
${payForm(view, total)}
</section>
</div>`,
  })
}

function summary({ session, items }: CheckoutView): Markup {
  const discount = session.total_details.amount_discount
  return html`<table class="sums"><caption class="unseen">What you buy</caption><tbody>
${items.map(
  (item) => html`<tr><th scope="row">${item.description}${item.quantity > 1 ? ` × ${item.quantity}` : ''}</th>
<td>${money(item.amount_subtotal, item.currency)}</td></tr>`,
)}
${discount > 0 ? html`<tr><th scope="row">Discount</th><td>−${money(discount, session.currency)}</td></tr>` : ''}
<tr class="total"><th scope="row">Total</th><td>${money(session.amount_total, session.currency)}</td></tr>
</tbody></table>`
}

function codeForm({ session, promotionCode, codeProblem }: CheckoutView): Markup {
  const to = `/c/pay/${session.id}/code`
  if (promotionCode) {
    return html`<form method="post" action="${to}" class="line"><p>Code <code>${promotionCode.code}</code> is applied.</p>
<button name="remove" value="1">Remove code</button></form>`
  }
  return html`<form method="post" action="${to}" class="line">
<p class="field"><label for="code">Promotion code</label>
<input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" required${
    codeProblem ? html` aria-invalid="true" aria-describedby="code-problem"` : ''
  }>${codeProblem ? html`<span class="error" id="code-problem">${codeProblem}</span>` : ''}</p>
<button>Apply code</button></form>`
}

function payForm({ session, typed, errors }: CheckoutView, total: string): Markup {
  const fixed = fixedEmail(session)
  const free = session.amount_total === 0
  const choices = choicesFor(session)
  return html`<form method="post" action="/c/pay/${session.id}" novalidate class="pay">
${fixed ? html`<p class="field"><span class="label">E-mail</span> <strong>${fixed}</strong></p>` : field('email', 'E-mail', typed, errors, html`type="email" autocomplete="email" required`)}
${free ? '' : choices.length > 1 ? methods(choices, typed, errors) : html`<input type="hidden" name="method" value="${choices[0]?.value ?? 'card'}">`}
${
  !free && choices.some((choice) => choice.method === 'card')
    ? html`<fieldset class="card"><legend>Card</legend>
${field('number', 'Card number', typed, errors, html`inputmode="numeric" autocomplete="off" placeholder="4242 4242 4242 4242"`)}
<div class="pair">
${field('expiry', 'Expiry (MM / YY)', typed, errors, html`autocomplete="off" placeholder="12 / 34"`)}
${field('cvc', 'Security code (CVC)', typed, errors, html`inputmode="numeric" autocomplete="off" placeholder="123"`)}
</div>
${field('name', 'Name on card', typed, errors, html`autocomplete="name"`)}
</fieldset>`
    : ''
}
${billing(session, typed, errors)}
<p><button class="main">${free ? 'Complete the order' : `Pay ${total}`}</button></p>
${free ? '' : cardList(typed.number === '')}
</form>`
}

/** Where the bill goes: asked for where the session wants it, else at hand for a business. */
function billing(session: Session, typed: Typed, errors: FieldErrors): Markup | string {
  const takesVatId = session.tax_id_collection?.enabled ?? false
  const isNeeded = needsCountry(session)
  if (!takesVatId && !isNeeded) return ''
  const address = html`<p class="field"><label for="country">Country</label>
<select id="country" name="country"${errors.country ? html` aria-invalid="true" aria-describedby="country-error"` : ''}>
<option value=""></option>${Object.entries(countries).map(
    ([code, name]) =>
      html`<option value="${code}"${typed.country === code ? ' selected' : ''}>${name}</option>`,
  )}</select>
${errors.country ? html`<span class="error" id="country-error">${errors.country}</span>` : ''}</p>`
  const business = html`${field('business', 'Business name', typed, errors, html`autocomplete="organization"`)}
${takesVatId ? field('vatId', 'VAT id', typed, errors, html`autocomplete="off" placeholder="DE123456789"`) : ''}
${field('line1', 'Address', typed, errors, html`autocomplete="off"`)}
<div class="pair">${field('postalCode', 'Postal code', typed, errors, html`autocomplete="off"`)}
${field('city', 'City', typed, errors, html`autocomplete="off"`)}</div>`
  const isOpen = [typed.business, typed.vatId, errors.vatId, !isNeeded && errors.country].some(Boolean)
  return html`${isNeeded ? address : ''}
<details${isOpen ? ' open' : ''}><summary>I am buying as a business</summary>${business}${isNeeded ? '' : address}</details>`
}

function methods(choices: ReturnType<typeof choicesFor>, typed: Typed, errors: FieldErrors): Markup {
  return html`<fieldset class="methods"><legend>Pay with</legend>
${errors.method ? html`<p class="error">${errors.method}</p>` : ''}
${choices.map(
  (
    choice,
  ) => html`<label><input type="radio" name="method" value="${choice.value}"${typed.method === choice.value ? ' checked' : ''}>
<span>${choice.label}${choice.hint ? html` <small>${choice.hint}</small>` : ''}</span></label>`,
)}</fieldset>`
}

function field(
  name: keyof Typed,
  label: string,
  typed: Typed,
  errors: FieldErrors,
  attributes: Markup,
): Markup {
  const error = errors[name]
  return html`<p class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${typed[name]}" ${attributes}${error ? html` aria-invalid="true" aria-describedby="${name}-error"` : ''}>
${error ? html`<span class="error" id="${name}-error">${error}</span>` : ''}</p>`
}

/** The buttons fill the form without a script: the page comes back with the card in it. */
function cardList(open: boolean): Markup {
  return html`<details class="cards"${open ? ' open' : ''}><summary>Test cards</summary>
<p>Any expiry in the future and any three digits will do. Choose one to fill it in:</p>
<ul>${testCards.map(
    (card) =>
      html`<li><button name="fill" value="${card.number}"><span class="number">${spaced(card.number)}</span> <span>${card.does}</span></button></li>`,
  )}</ul></details>`
}

/** The bank's question of 3-D Secure. */
export function authenticationPage(session: Session): Markup {
  return layout({
    title: '3-D Secure',
    main: html`<div class="narrow"><h1>Your bank asks: is it you?</h1>
<p>A payment of <strong>${money(session.amount_total, session.currency)}</strong>. With a real card, your bank’s own page would stand here.</p>
<form method="post" action="/c/pay/${session.id}/3ds" class="line">
<button class="main" name="answer" value="approve">Approve the payment</button>
<button name="answer" value="fail">Fail the authentication</button>
</form></div>`,
  })
}
