// A session is paid: what the buyer does on the hosted page, and what follows from it.
import type Stripe from 'stripe'
import { newId } from '../../core/ids.ts'
import { invalidRequest } from '../errors.ts'
import type { PaymentIntent, Session, SessionDetails } from '../types.ts'
import { nowSeconds, schedule, unschedule, type World } from '../world.ts'
import { findCard, type TestCard } from './cards.ts'
import { newCustomer } from './customers.ts'
import { redeemDiscounts } from './discounts.ts'
import { emit } from './events.ts'
import { makeInvoice } from './invoices.ts'
import { type Means, newCharge, newPaymentIntent } from './payment-objects.ts'
import { chargeSucceeded } from './settle.ts'
import { reckonTax } from './tax.ts'

export type PayResult =
  | { outcome: 'complete'; session: Session }
  | { outcome: 'authenticate'; paymentIntent: PaymentIntent }
  | { outcome: 'declined'; code: string; message: string }

/** Who pays, and with what. Nothing is needed to pay with when there is nothing to pay. */
export interface Payment {
  email: string
  means: Means | null
  billing: Billing | null
}

/** Where the bill goes; a business has a name and a VAT id. */
export interface Billing {
  address: Stripe.Address
  business: string | null
  vatId: string | null
}

/** The buyer presses the button. Throws when the session is not open any more. */
export function pay(world: World, sessionId: string, payment: Payment): PayResult {
  return world.store.transaction(() => {
    const session = openSession(world, sessionId)
    const details = world.store.findOrThrow('session_details', `${session.id}/details`)
    noteBuyer(session, payment)
    reckonTax(session, details.items)
    world.store.update('session_details', details)
    if (session.amount_total === 0) {
      session.payment_status = 'no_payment_required'
      return { outcome: 'complete', session: complete(world, session) }
    }
    if (!payment.means) throw invalidRequest('A means of payment is needed.', { param: 'payment_method' })
    const intent = ensureIntent(world, session, details)
    intent.payment_method = newId('pm_1')
    if (payment.means.type !== 'card') {
      if (payment.means.arrivesLater) return payLater(world, session, intent, payment.means)
      return succeed(world, session, intent, payment.means, null)
    }
    const card = findCard(payment.means.card.number)
    if (card.needsAuthentication) return askToAuthenticate(world, session, details, intent, payment.means)
    if (card.decline) return decline(world, session, intent, payment.means, card.decline)
    return succeed(world, session, intent, payment.means, card)
  })
}

/** The answer of the 3-D Secure step. */
export function authenticate(world: World, sessionId: string, approved: boolean): PayResult {
  return world.store.transaction(() => {
    const session = openSession(world, sessionId)
    const details = world.store.findOrThrow('session_details', `${session.id}/details`)
    const intent = session.payment_intent && world.store.find('payment_intent', session.payment_intent)
    if (!intent || !details.waitingCard)
      throw invalidRequest('No payment of this session waits for 3-D Secure.')
    const means: Means = { type: 'card', card: details.waitingCard }
    details.waitingCard = null
    world.store.update('session_details', details)
    intent.next_action = null
    if (approved) return succeed(world, session, intent, means, findCard(means.card.number))
    return decline(world, session, intent, means, {
      code: 'payment_intent_authentication_failure',
      declineCode: 'authentication_required',
      message:
        'We are unable to authenticate your payment method. Please choose a different one and try again.',
    })
  })
}

function openSession(world: World, id: string): Session {
  const session = world.store.find('checkout.session', id)
  if (!session)
    throw invalidRequest(`No such checkout.session: '${id}'`, { code: 'resource_missing', param: 'session' })
  if (session.status !== 'open' || session.expires_at <= nowSeconds(world)) {
    throw invalidRequest('This checkout session is not open any more.', { code: 'checkout_session_not_open' })
  }
  return session
}

function noteBuyer(session: Session, payment: Payment): void {
  const vatId = payment.billing?.vatId
  session.customer_details = {
    address: payment.billing?.address ?? null,
    business_name: payment.billing?.business ?? null,
    individual_name: null,
    email: payment.email,
    name: payment.means?.type === 'card' ? payment.means.card.name : null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: vatId ? [{ type: vatId.startsWith('GB') ? 'gb_vat' : 'eu_vat', value: vatId }] : [],
  }
}

/** The session's intent, made at the first try and kept for the next; its amount follows the session's. */
function ensureIntent(world: World, session: Session, details: SessionDetails): PaymentIntent {
  const known = session.payment_intent
    ? world.store.find('payment_intent', session.payment_intent)
    : undefined
  if (known) return { ...known, amount: session.amount_total, customer: session.customer }
  const intent = newPaymentIntent(world, session, details)
  world.store.insert('payment_intent', intent, intent.created)
  session.payment_intent = intent.id
  emit(world, 'payment_intent.created', intent)
  return intent
}

function succeed(
  world: World,
  session: Session,
  intent: PaymentIntent,
  means: Means,
  card: TestCard | null,
): PayResult {
  attachCustomer(world, session)
  intent.customer = session.customer
  const charge = newCharge(world, intent, session, means, { status: 'succeeded' })
  world.store.insert('charge', charge, charge.created)
  chargeSucceeded(world, charge, intent)
  session.payment_status = 'paid'
  const done = complete(world, session)
  if (card?.disputedLater)
    schedule(world, 'open_dispute', charge.id, world.clock.now() + world.delays.disputeAfterMs)
  return { outcome: 'complete', session: done }
}

/** Bank debits and stablecoins: the session completes now, the money comes later or never. */
function payLater(world: World, session: Session, intent: PaymentIntent, means: Means): PayResult {
  attachCustomer(world, session)
  intent.customer = session.customer
  const charge = newCharge(world, intent, session, means, { status: 'pending' })
  world.store.insert('charge', charge, charge.created)
  intent.status = 'processing'
  intent.latest_charge = charge.id
  intent.last_payment_error = null
  world.store.update('payment_intent', intent)
  emit(world, 'charge.pending', charge)
  emit(world, 'payment_intent.processing', intent)
  return { outcome: 'complete', session: complete(world, session) }
}

function askToAuthenticate(
  world: World,
  session: Session,
  details: SessionDetails,
  intent: PaymentIntent,
  means: Extract<Means, { type: 'card' }>,
): PayResult {
  details.waitingCard = means.card
  world.store.update('session_details', details)
  const step = `${world.publicUrl()}/c/pay/${session.id}/3ds`
  intent.status = 'requires_action'
  intent.next_action = { type: 'redirect_to_url', redirect_to_url: { url: step, return_url: session.url } }
  world.store.update('payment_intent', intent)
  world.store.update('checkout.session', session)
  emit(world, 'payment_intent.requires_action', intent)
  return { outcome: 'authenticate', paymentIntent: intent }
}

function decline(
  world: World,
  session: Session,
  intent: PaymentIntent,
  means: Means,
  why: { code: string; declineCode: string; message: string },
): PayResult {
  const fate = { status: 'failed', code: why.code, reason: why.declineCode, message: why.message } as const
  const charge = newCharge(world, intent, session, means, fate)
  world.store.insert('charge', charge, charge.created)
  emit(world, 'charge.failed', charge)
  intent.status = 'requires_payment_method'
  intent.latest_charge = charge.id
  intent.last_payment_error = {
    type: 'card_error',
    code: why.code,
    decline_code: why.declineCode,
    message: why.message,
    charge: charge.id,
  }
  world.store.update('payment_intent', intent)
  world.store.update('checkout.session', session)
  emit(world, 'payment_intent.payment_failed', intent)
  return { outcome: 'declined', code: why.declineCode, message: why.message }
}

/** A guest becomes a customer if the session was made with `customer_creation: 'always'`. */
function attachCustomer(world: World, session: Session): void {
  if (session.customer || session.customer_creation !== 'always') return
  const { email, name } = session.customer_details ?? {}
  session.customer = newCustomer(world, { email: email ?? undefined, name: name ?? undefined }).id
}

function complete(world: World, session: Session): Session {
  attachCustomer(world, session)
  session.status = 'complete'
  session.url = null
  redeemDiscounts(world, session)
  makeInvoice(world, session)
  unschedule(world, 'expire_session', session.id)
  world.store.update('checkout.session', session)
  emit(world, 'checkout.session.completed', session)
  return session
}
