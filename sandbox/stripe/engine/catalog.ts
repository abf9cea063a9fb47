import type { z } from 'zod'
import { newId, randomLetters } from '../../core/ids.ts'
import { invalidRequest, resourceMissing, StripeProblem } from '../errors.ts'
import type { couponCreate, priceCreate, productCreate, promotionCodeCreate } from '../params/catalog.ts'
import type { Coupon, Price, Product, PromotionCode } from '../types.ts'
import { nowSeconds, type World } from '../world.ts'
import { mergeMetadata } from './customers.ts'
import { emit } from './events.ts'

type Fields<S extends z.ZodType> = Omit<z.output<S>, 'expand'>

export function newProduct(
  world: World,
  fields: Partial<Fields<typeof productCreate>> & { name: string },
): Product {
  const created = nowSeconds(world)
  const id = fields.id ?? newId('prod_', 14)
  if (world.store.find('product', id)) throw alreadyExists('Product', id)
  const product: Product = {
    id,
    object: 'product',
    active: fields.active ?? true,
    created,
    default_price: null,
    description: fields.description ?? null,
    images: fields.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata({}, fields.metadata),
    name: fields.name,
    package_dimensions: null,
    shippable: fields.shippable ?? null,
    statement_descriptor: fields.statement_descriptor ?? null,
    tax_code: fields.tax_code ?? null,
    tax_details: null,
    type: fields.type ?? 'service',
    unit_label: fields.unit_label ?? null,
    updated: created,
    url: fields.url ?? null,
  }
  world.store.insert('product', product, created)
  emit(world, 'product.created', product)
  return product
}

type PriceFields = Omit<Partial<Fields<typeof priceCreate>>, 'currency'> & { currency: string }

/** `under` names the parameter that holds the fields, for refusals. */
export function newPrice(world: World, fields: PriceFields, under = ''): Price {
  const named = (name: string) => (under ? `${under}[${name}]` : name)
  const { unit_amount } = fields
  if (unit_amount === undefined) {
    throw invalidRequest(`Missing required param: ${named('unit_amount')}.`, {
      code: 'parameter_missing',
      param: named('unit_amount'),
    })
  }
  if ((fields.product === undefined) === (fields.product_data === undefined)) {
    throw invalidRequest('Exactly one of product and product_data is needed.', { param: named('product') })
  }
  const known = fields.product === undefined ? undefined : world.store.find('product', fields.product)
  if (fields.product !== undefined && !known)
    throw resourceMissing('product', fields.product, named('product'))
  const product = known ?? newProduct(world, { name: '', ...fields.product_data })
  if (fields.lookup_key) takeLookupKey(world, fields.lookup_key, fields.transfer_lookup_key)
  const created = nowSeconds(world)
  const price: Price = {
    id: newId('price_1'),
    object: 'price',
    active: fields.active ?? true,
    billing_scheme: 'per_unit',
    created,
    currency: fields.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: fields.lookup_key ?? null,
    metadata: mergeMetadata({}, fields.metadata),
    nickname: fields.nickname ?? null,
    product: product.id,
    recurring: null,
    tax_behavior: fields.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount,
    unit_amount_decimal: String(unit_amount),
  }
  world.store.insert('price', price, created)
  emitPrice(world, 'price.created', price)
  return price
}

/** The SDK's type of a price in an event has a parsed decimal; on the wire it is text, as here. */
export function emitPrice(world: World, type: 'price.created' | 'price.updated', price: Price): void {
  const { unit_amount_decimal, ...rest } = price
  emit(world, type, Object.assign({ ...rest, unit_amount_decimal: null }, { unit_amount_decimal }))
}

/** A lookup key belongs to one price; it moves only when asked to. */
export function takeLookupKey(world: World, key: string, transfer: boolean | undefined, mine?: string): void {
  const holder = world.store.first('price', { lookup_key: key })
  if (!holder || holder.id === mine) return
  if (!transfer) {
    const message = `A price (\`${holder.id}\`) already uses that lookup key.`
    throw invalidRequest(message, { param: 'lookup_key' })
  }
  holder.lookup_key = null
  world.store.update('price', holder)
  emitPrice(world, 'price.updated', holder)
}

export function newCoupon(world: World, fields: Partial<Fields<typeof couponCreate>>): Coupon {
  const { amount_off, percent_off, currency } = fields
  if ((amount_off === undefined) === (percent_off === undefined)) {
    throw invalidRequest('Exactly one of percent_off and amount_off is needed.', { param: 'percent_off' })
  }
  if (amount_off !== undefined && !currency) {
    throw invalidRequest('You must pass currency when passing amount_off', {
      code: 'parameter_missing',
      param: 'currency',
    })
  }
  const id = fields.id ?? randomLetters(8)
  if (world.store.find('coupon', id)) throw alreadyExists('Coupon', id)
  const created = nowSeconds(world)
  const products = fields.applies_to?.products
  const coupon: Coupon = {
    id,
    object: 'coupon',
    amount_off: amount_off ?? null,
    created,
    currency: amount_off === undefined ? null : (currency ?? null),
    duration: fields.duration ?? 'once',
    duration_in_months: fields.duration_in_months ?? null,
    livemode: false,
    max_redemptions: fields.max_redemptions ?? null,
    metadata: mergeMetadata({}, fields.metadata),
    name: fields.name ?? null,
    percent_off: percent_off ?? null,
    redeem_by: fields.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
    ...(products ? { applies_to: { products } } : {}),
  }
  world.store.insert('coupon', coupon, created)
  emit(world, 'coupon.created', coupon)
  return coupon
}

export function newPromotionCode(world: World, fields: Fields<typeof promotionCodeCreate>): PromotionCode {
  const coupon = world.store.find('coupon', fields.promotion.coupon)
  if (!coupon) throw resourceMissing('coupon', fields.promotion.coupon, 'promotion[coupon]')
  const code = fields.code ?? randomLetters(8).toUpperCase()
  const taken = world.store.list('promotion_code', { where: { active: true } }).data
  if (taken.some((one) => one.code.toUpperCase() === code.toUpperCase())) {
    throw invalidRequest(`An active promotion code with code ${code} already exists.`, {
      param: 'code',
      code: 'resource_already_exists',
    })
  }
  if (fields.customer && !world.store.find('customer', fields.customer)) {
    throw resourceMissing('customer', fields.customer, 'customer')
  }
  const created = nowSeconds(world)
  const { restrictions } = fields
  const promotionCode: PromotionCode = {
    id: newId('promo_1'),
    object: 'promotion_code',
    active: fields.active ?? true,
    code,
    created,
    customer: fields.customer ?? null,
    customer_account: null,
    expires_at: fields.expires_at ?? null,
    livemode: false,
    max_redemptions: fields.max_redemptions ?? null,
    metadata: mergeMetadata({}, fields.metadata),
    promotion: { type: 'coupon', coupon: coupon.id },
    restrictions: {
      first_time_transaction: restrictions?.first_time_transaction ?? false,
      minimum_amount: restrictions?.minimum_amount ?? null,
      minimum_amount_currency: restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  }
  world.store.insert('promotion_code', promotionCode, created)
  emit(world, 'promotion_code.created', promotionCode)
  return promotionCode
}

function alreadyExists(what: string, id: string): StripeProblem {
  return new StripeProblem(400, {
    type: 'invalid_request_error',
    code: 'resource_already_exists',
    message: `${what} already exists: ${id}`,
    param: 'id',
  })
}

/** What a fresh sandbox offers to try: FREE100 and HALF50. */
export function seedCatalog(world: World): void {
  if (world.store.setting('seeded')) return
  world.silent = true
  try {
    world.store.transaction(() => {
      for (const [code, percent_off] of [
        ['FREE100', 100],
        ['HALF50', 50],
      ] as const) {
        const coupon = newCoupon(world, { id: code.toLowerCase(), name: `${percent_off} % off`, percent_off })
        newPromotionCode(world, {
          code,
          promotion: { type: 'coupon', coupon: coupon.id },
          customer_account: undefined,
        })
      }
      world.store.saveSetting('seeded', true)
    })
  } finally {
    world.silent = false
  }
}
