// What a request for a checkout session asks for: Stripe's rules about what goes together, and the parts made from it.
import { newId } from '../../core/ids.ts'
import { invalidRequest, resourceMissing } from '../errors.ts'
import type { SessionCreate } from '../params/checkout.ts'
import type { LineItem, Price, Session, SessionDetails } from '../types.ts'
import type { World } from '../world.ts'
import { newPrice } from './catalog.ts'
import { mergeMetadata } from './customers.ts'
import { type Applied, checkPromotion, couponIsValid } from './discounts.ts'

const thirtyMinutes = 1800
const oneDay = 86_400

export function refuseOddCombinations(given: SessionCreate): void {
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
}

export function expiryOf(given: SessionCreate, created: number): number {
  const wanted = given.expires_at ?? created + oneDay
  // A few seconds of grace: the caller's clock and the way here.
  if (wanted < created + thirtyMinutes - 60 || wanted > created + oneDay + 60) {
    const message =
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.'
    throw invalidRequest(message, { param: 'expires_at' })
  }
  return wanted
}

export function lineItems(world: World, given: SessionCreate): LineItem[] {
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
  if (given.automatic_tax?.enabled && items.some(({ price }) => price.tax_behavior !== 'inclusive')) {
    const message = items.some(({ price }) => price.tax_behavior === 'exclusive')
      ? 'The sandbox only plays automatic tax with prices that include it; Stripe knows both.'
      : 'The price has no tax_behavior; automatic tax needs one, such as inclusive.'
    throw invalidRequest(message, { param: 'line_items' })
  }
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
export function methodTypes(given: SessionCreate, currency: string): string[] {
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

export function requestedDiscount(world: World, session: Session, given: SessionCreate): Applied | null {
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
export function echoed(given: SessionCreate) {
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
      enabled: given.invoice_creation?.enabled ?? false,
      invoice_data: {
        account_tax_ids: null,
        custom_fields: null,
        description: given.invoice_creation?.invoice_data?.description ?? null,
        footer: given.invoice_creation?.invoice_data?.footer ?? null,
        issuer: null,
        metadata: mergeMetadata({}, given.invoice_creation?.invoice_data?.metadata),
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

export function detailsOf(session: Session, items: LineItem[], given: SessionCreate): SessionDetails {
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
