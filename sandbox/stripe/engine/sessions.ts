import type Stripe from 'stripe'
import { newId } from '../../core/ids.ts'
import { invalidRequest, resourceMissing } from '../errors.ts'
import type { SessionCreate } from '../params/checkout.ts'
import type { LineItem, Price, Session, SessionDetails } from '../types.ts'
import { nowSeconds, schedule, unschedule, type World } from '../world.ts'
import { newPrice } from './catalog.ts'
import { mergeMetadata } from './customers.ts'
import { type Applied, applyDiscount, checkPromotion, couponIsValid, findPromotion } from './discounts.ts'
import { emit } from './events.ts'

const thirtyMinutes = 1800
const oneDay = 86_400

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

function refuseOddCombinations(given: SessionCreate): void {
  if (given.mode !== undefined && given.mode !== 'payment') {
    throw invalidRequest('The sandbox only plays sessions with mode=payment.', { param: 'mode' })
  }
  if (given.mode === undefined)
    throw invalidRequest('Missing required param: mode.', { code: 'parameter_missing', param: 'mode' })
  if (given.ui_mode !== undefined && given.ui_mode !== 'hosted_page') {
    throw invalidRequest('The sandbox only plays ui_mode=hosted_page.', { param: 'ui_mode' })
  }
  if (!given.success_url) {
    throw invalidRequest('Missing required param: success_url.', {
      code: 'parameter_missing',
      param: 'success_url',
    })
  }
  if (!given.line_items?.length) {
    throw invalidRequest('Missing required param: line_items.', {
      code: 'parameter_missing',
      param: 'line_items',
    })
  }
  if (given.customer && given.customer_email) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer_email',
    })
  }
  if (given.customer && given.customer_creation) {
    throw invalidRequest('`customer_creation` can only be used without `customer`.', {
      param: 'customer_creation',
    })
  }
  if (given.allow_promotion_codes !== undefined && given.discounts) {
    throw invalidRequest('You may only specify one of these parameters: allow_promotion_codes, discounts.')
  }
  if (given.allowed_payment_method_types && given.excluded_payment_method_types) {
    throw invalidRequest(
      'You may only specify one of these parameters: allowed_payment_method_types, excluded_payment_method_types.',
    )
  }
  if (given.invoice_creation?.enabled) {
    throw invalidRequest('The sandbox does not play invoices; Stripe knows this parameter.', {
      param: 'invoice_creation[enabled]',
    })
  }
}

function expiryOf(given: SessionCreate, created: number): number {
  const wanted = given.expires_at ?? created + oneDay
  // A few seconds of grace: the caller's clock and the way here.
  if (wanted < created + thirtyMinutes - 60 || wanted > created + oneDay + 60) {
    const message =
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.'
    throw invalidRequest(message, { param: 'expires_at' })
  }
  return wanted
}

function lineItems(world: World, given: SessionCreate): LineItem[] {
  const items = (given.line_items ?? []).map((asked, index): LineItem => {
    const param = `line_items[${index}]`
    if ((asked.price === undefined) === (asked.price_data === undefined)) {
      throw invalidRequest(`Exactly one of price and price_data is needed in ${param}.`, {
        param: `${param}[price]`,
      })
    }
    if (asked.quantity === undefined) {
      throw invalidRequest(`Missing required param: ${param}[quantity].`, {
        code: 'parameter_missing',
        param: `${param}[quantity]`,
      })
    }
    const price = asked.price_data
      ? newPrice(world, { ...asked.price_data, active: false }, `${param}[price_data]`)
      : usablePrice(world, asked.price ?? '', `${param}[price]`)
    const amount = price.unit_amount * asked.quantity
    return {
      id: newId('li_1'),
      object: 'item',
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: price.currency,
      description: world.store.findOrThrow('product', price.product).name,
      metadata: mergeMetadata({}, asked.metadata),
      price,
      quantity: asked.quantity,
    }
  })
  if (new Set(items.map((item) => item.currency)).size > 1) {
    throw invalidRequest('All prices of a session must have the same currency.', { param: 'line_items' })
  }
  return items
}

function usablePrice(world: World, id: string, param: string): Price {
  const price = world.store.find('price', id)
  if (!price) throw resourceMissing('price', id, param)
  if (!price.active)
    throw invalidRequest(`The price specified is inactive. This field only accepts active prices.`, { param })
  return price
}

/** Card always (unless left out), and what can arrive later in this currency; the rest as the app asks. */
function methodTypes(given: SessionCreate, currency: string): string[] {
  const debit = currency === 'usd' ? ['us_bank_account'] : currency === 'eur' ? ['sepa_debit'] : []
  const all = ['card', ...debit, 'crypto']
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = given
  const types = allowed
    ? all.filter((type) => allowed.includes(type))
    : ['card', ...debit].filter((type) => !excluded?.includes(type))
  if (types.length === 0) {
    throw invalidRequest(
      'No payment method that the sandbox plays is left (card, us_bank_account, sepa_debit, crypto).',
      {
        param: allowed ? 'allowed_payment_method_types' : 'excluded_payment_method_types',
      },
    )
  }
  return types
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

function requestedDiscount(world: World, session: Session, given: SessionCreate): Applied | null {
  const asked = given.discounts?.[0]
  if (!asked) return null
  if (asked.promotion_code) {
    const promotionCode = world.store.find('promotion_code', asked.promotion_code)
    if (!promotionCode)
      throw resourceMissing('promotion code', asked.promotion_code, 'discounts[0][promotion_code]')
    return checkPromotion(world, session, promotionCode)
  }
  const coupon = asked.coupon ? world.store.find('coupon', asked.coupon) : undefined
  if (!coupon) throw resourceMissing('coupon', asked.coupon ?? '', 'discounts[0][coupon]')
  if (!couponIsValid(world, coupon))
    throw invalidRequest('This coupon is expired.', { code: 'coupon_expired', param: 'discounts[0][coupon]' })
  return { coupon, promotionCode: null }
}

/** What a session shows just as it was asked for. */
function echoed(given: SessionCreate) {
  const { automatic_tax, consent_collection, custom_text, tax_id_collection, after_expiration } = given
  const recovery = after_expiration?.recovery
  return {
    after_expiration: recovery
      ? {
          recovery: {
            allow_promotion_codes: recovery.allow_promotion_codes ?? false,
            enabled: recovery.enabled,
            expires_at: null,
            url: null,
          },
        }
      : null,
    allow_promotion_codes: given.allow_promotion_codes ?? null,
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    automatic_tax: {
      enabled: automatic_tax?.enabled ?? false,
      liability: automatic_tax?.enabled ? { type: 'self' as const } : null,
      provider: automatic_tax?.enabled ? 'stripe' : null,
      status: automatic_tax?.enabled ? ('complete' as const) : null,
    },
    billing_address_collection: given.billing_address_collection ?? null,
    client_reference_id: given.client_reference_id ?? null,
    consent_collection: consent_collection
      ? {
          payment_method_reuse_agreement: null,
          promotions: consent_collection.promotions ?? null,
          terms_of_service: consent_collection.terms_of_service ?? null,
        }
      : null,
    custom_text: {
      after_submit: custom_text?.after_submit || null,
      shipping_address: custom_text?.shipping_address || null,
      submit: custom_text?.submit || null,
      terms_of_service_acceptance: custom_text?.terms_of_service_acceptance || null,
    },
    customer_creation: given.customer ? null : (given.customer_creation ?? ('if_required' as const)),
    excluded_payment_method_types: given.excluded_payment_method_types,
    integration_identifier: given.integration_identifier ?? null,
    invoice_creation: {
      enabled: false,
      invoice_data: {
        account_tax_ids: null,
        custom_fields: null,
        description: null,
        footer: null,
        issuer: null,
        metadata: {},
        rendering_options: null,
      },
    },
    locale: given.locale ?? null,
    payment_method_collection: given.payment_method_collection ?? ('if_required' as const),
    phone_number_collection: { enabled: given.phone_number_collection?.enabled ?? false },
    submit_type: given.submit_type ?? null,
    tax_id_collection: tax_id_collection
      ? { enabled: tax_id_collection.enabled, required: tax_id_collection.required ?? ('never' as const) }
      : undefined,
  } satisfies Partial<Session>
}

function detailsOf(session: Session, items: LineItem[], given: SessionCreate): SessionDetails {
  const asked = given.payment_intent_data
  return {
    id: `${session.id}/details`,
    items,
    paymentIntent: {
      metadata: mergeMetadata({}, asked?.metadata),
      description: asked?.description ?? null,
      receiptEmail: asked?.receipt_email ?? null,
    },
    waitingCard: null,
  }
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
