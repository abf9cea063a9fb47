import type Stripe from 'stripe'
import { newId } from '../../core/ids.ts'
import { invalidRequest, resourceMissing } from '../errors.ts'
import type { SessionCreate } from '../params/checkout.ts'
import type { Session } from '../types.ts'
import { nowSeconds, schedule, unschedule, type World } from '../world.ts'
import { mergeMetadata } from './customers.ts'
import { applyDiscount, findPromotion } from './discounts.ts'
import { emit } from './events.ts'
import {
  detailsOf,
  echoed,
  expiryOf,
  lineItems,
  methodTypes,
  refuseOddCombinations,
  requestedDiscount,
} from './session-request.ts'

/** Opens a checkout session, with Stripe's rules about what goes together. */
export function createSession(world: World, given: SessionCreate): Session {
  refuseOddCombinations(given)
  const created = nowSeconds(world)
  const expiresAt = expiryOf(given, created)
  const items = lineItems(world, given)
  const currency = items[0]?.currency ?? 'usd'
  const id = `${newId('cs_test_a1', 56)}`
  const session: Session = {
    ...echoed(given),
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    amount_subtotal: 0,
    amount_total: 0,
    cancel_url: given.cancel_url ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    created,
    currency,
    currency_conversion: null,
    custom_fields: [],
    customer: given.customer ?? null,
    customer_account: null,
    customer_details: given.customer_email ? { ...unknownBuyer, email: given.customer_email } : null,
    customer_email: given.customer_email ?? null,
    expires_at: expiresAt,
    invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, given.metadata),
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: methodTypes(given, currency),
    payment_status: 'unpaid',
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    subscription: null,
    success_url: given.success_url ?? null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${world.publicUrl()}/c/pay/${id}`,
    wallet_options: null,
    discounts: [],
  }
  if (given.customer) takeCustomer(world, session, given.customer)
  applyDiscount(session, items, null)
  const applied = requestedDiscount(world, session, given)
  if (applied) applyDiscount(session, items, applied)
  world.store.insert('checkout.session', session, created)
  world.store.insert('session_details', detailsOf(session, items, given), created)
  schedule(world, 'expire_session', id, expiresAt * 1000)
  return session
}

const unknownBuyer: Stripe.Checkout.Session.CustomerDetails = {
  address: null,
  business_name: null,
  email: null,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none',
  tax_ids: null,
}

function takeCustomer(world: World, session: Session, id: string): void {
  const customer = world.store.find('customer', id)
  if (!customer) throw resourceMissing('customer', id, 'customer')
  session.customer_details = { ...unknownBuyer, email: customer.email, name: customer.name ?? null }
}

/** The buyer enters a promotion code, or takes it away with null. */
export function enterPromotionCode(world: World, id: string, code: string | null): Session {
  return world.store.transaction(() => {
    const session = findSession(world, id)
    if (session.status !== 'open') throw invalidRequest('This checkout session is not open any more.')
    if (!session.allow_promotion_codes) throw invalidRequest('This checkout takes no promotion codes.')
    const details = world.store.findOrThrow('session_details', `${id}/details`)
    applyDiscount(session, details.items, code === null ? null : findPromotion(world, session, code))
    world.store.update('session_details', details)
    return world.store.update('checkout.session', session)
  })
}

/** Ends an open session; a payment that was tried and not made is cancelled with it. */
export function expireSession(world: World, id: string): Session {
  return world.store.transaction(() => {
    const session = findSession(world, id)
    if (session.status !== 'open') {
      const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`
      throw invalidRequest(message)
    }
    session.status = 'expired'
    session.url = null
    unschedule(world, 'expire_session', id)
    world.store.update('checkout.session', session)
    const intent = session.payment_intent
      ? world.store.find('payment_intent', session.payment_intent)
      : undefined
    if (intent) {
      Object.assign(intent, {
        status: 'canceled',
        canceled_at: nowSeconds(world),
        cancellation_reason: 'automatic',
        next_action: null,
      })
      world.store.update('payment_intent', intent)
      emit(world, 'payment_intent.canceled', intent)
    }
    emit(world, 'checkout.session.expired', session)
    return session
  })
}

export function findSession(world: World, id: string): Session {
  const session = world.store.find('checkout.session', id)
  if (!session) throw resourceMissing('checkout.session', id)
  return session
}
