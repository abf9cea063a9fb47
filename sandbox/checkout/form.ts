// What the buyer typed on the hosted page, and whether it can be used.
import { findCard, hasCheckDigit } from '../stripe/engine/cards.ts'
import type { Means, Method } from '../stripe/engine/payment-objects.ts'
import type { Billing, Payment } from '../stripe/engine/payments.ts'
import { countries } from '../stripe/engine/tax.ts'
import type { Session } from '../stripe/types.ts'

export interface Typed {
  email: string
  method: string
  number: string
  expiry: string
  cvc: string
  name: string
  business: string
  vatId: string
  line1: string
  postalCode: string
  city: string
  country: string
}

export type FieldErrors = Partial<Record<keyof Typed, string>>

/** Ways to pay on the page; a stablecoin can arrive at once or later. */
export const choices: {
  value: string
  method: Method
  arrivesLater: boolean
  label: string
  hint: string
}[] = [
  { value: 'card', method: 'card', arrivesLater: false, label: 'Card', hint: '' },
  {
    value: 'us_bank_account',
    method: 'us_bank_account',
    arrivesLater: true,
    label: 'US bank account',
    hint: 'pays later: the money arrives, or not, from the dashboard',
  },
  {
    value: 'sepa_debit',
    method: 'sepa_debit',
    arrivesLater: true,
    label: 'SEPA debit',
    hint: 'pays later: the money arrives, or not, from the dashboard',
  },
  { value: 'crypto', method: 'crypto', arrivesLater: false, label: 'Stablecoin', hint: 'pays at once' },
  {
    value: 'crypto_later',
    method: 'crypto',
    arrivesLater: true,
    label: 'Stablecoin, slowly',
    hint: 'pays later: the money arrives, or not, from the dashboard',
  },
]

export function choicesFor(session: Session) {
  return choices.filter((choice) => session.payment_method_types.includes(choice.method))
}

export function readTyped(body: Record<string, unknown>): Typed {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name].trim().slice(0, 500) : '')
  return {
    email: text('email'),
    method: text('method') || 'card',
    number: text('number'),
    expiry: text('expiry'),
    cvc: text('cvc'),
    name: text('name'),
    business: text('business'),
    vatId: text('vatId')
      .toUpperCase()
      .replaceAll(/[\s.-]/g, ''),
    line1: text('line1'),
    postalCode: text('postalCode'),
    city: text('city'),
    country: text('country'),
  }
}

/** The address is fixed when the app or the customer gave it. */
export function fixedEmail(session: Session): string | null {
  return session.customer_email ?? (session.customer ? (session.customer_details?.email ?? null) : null)
}

/** Checks as Stripe's page does, before anything is tried. `now` in milliseconds. */
export function readPayment(
  session: Session,
  typed: Typed,
  now: number,
): { payment: Payment } | { errors: FieldErrors } {
  const errors: FieldErrors = {}
  const email = fixedEmail(session) ?? typed.email
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    errors.email = 'Enter an e-mail address, such as you@example.com.'
  const billing = readBilling(session, typed, errors)
  if (session.amount_total === 0)
    return Object.keys(errors).length > 0 ? { errors } : { payment: { email, billing, means: null } }
  const choice = choicesFor(session).find((one) => one.value === typed.method)
  if (!choice) errors.method = 'Choose how to pay.'
  const means =
    choice?.method === 'card'
      ? readCard(typed, now, errors)
      : choice && { type: choice.method, arrivesLater: choice.arrivesLater }
  if (Object.keys(errors).length > 0 || !means) return { errors }
  return { payment: { email, billing, means } }
}

/** Whether the page must ask where the bill goes. */
export function needsCountry(session: Session): boolean {
  return session.billing_address_collection === 'required' || session.automatic_tax.enabled
}

function readBilling(session: Session, typed: Typed, errors: FieldErrors): Billing | null {
  const { business, vatId, line1, city, country, postalCode } = typed
  if (vatId && !session.tax_id_collection?.enabled) errors.vatId = 'This checkout takes no VAT id.'
  if (vatId && !/^[A-Z]{2}[0-9A-Z]{2,13}$/.test(vatId))
    errors.vatId = 'A VAT id begins with its country, such as DE123456789.'
  if (country ? !Object.hasOwn(countries, country) : needsCountry(session) || vatId !== '')
    errors.country = 'Choose the country of the bill.'
  if (!country) return null
  const address = { city: city || null, country, line1: line1 || null, line2: null, state: null }
  return {
    address: { ...address, postal_code: postalCode || null },
    business: business || null,
    vatId: vatId || null,
  }
}

function readCard(typed: Typed, now: number, errors: FieldErrors): Means | undefined {
  const number = typed.number.replaceAll(/[\s-]/g, '')
  if (!hasCheckDigit(number)) errors.number = 'Your card number is invalid.'
  const [, month = '', year = ''] = /^(\d{1,2})\s*\/\s*(?:20)?(\d{2})$/.exec(typed.expiry) ?? []
  const [expMonth, expYear] = [Number(month), 2000 + Number(year)]
  if (!month || expMonth < 1 || expMonth > 12) errors.expiry = 'Enter the expiry as MM / YY.'
  // A card is good until its month has ended.
  else if (Date.UTC(expYear, expMonth, 1) <= now)
    errors.expiry = 'Your card’s expiration date is in the past.'
  const digits = findCard(number).brand === 'amex' ? 4 : 3
  if (!new RegExp(`^\\d{${digits}}$`).test(typed.cvc))
    errors.cvc = `Your card’s security code has ${digits} digits.`
  return { type: 'card', card: { number, expMonth, expYear, name: typed.name || null } }
}
