// Parameters of what is sold: products, prices, coupons, promotion codes.
import type Stripe from 'stripe'
import { z } from 'zod'
import {
  clearableMetadata,
  created,
  currency,
  decimal,
  expand,
  flag,
  integer,
  list,
  metadata,
  oneOf,
  paging,
  params,
  text,
  unplayed,
  url,
} from './kit.ts'

const clearable = (maximum?: number) => z.string().max(maximum ?? 5000)
const taxBehavior = oneOf('exclusive', 'inclusive', 'unspecified')
const optionalFields = {
  description: text().optional(),
  tax_code: text().optional(),
  unit_label: text(12).optional(),
}

export const productCreate = params<Stripe.ProductCreateParams>()({
  ...expand,
  ...optionalFields,
  name: text().min(1),
  active: flag().optional(),
  id: text(255).min(1).optional(),
  images: list(url(), 8).optional(),
  metadata: metadata().optional(),
  shippable: flag().optional(),
  statement_descriptor: text(22).optional(),
  type: oneOf('good', 'service').optional(),
  url: url().optional(),
  ...unplayed('default_price_data', 'marketing_features', 'package_dimensions', 'tax_details'),
})

export const productUpdate = params<Stripe.ProductUpdateParams>()({
  ...expand,
  active: flag().optional(),
  default_price: text().optional(),
  description: clearable().optional(),
  images: z.union([z.literal(''), list(url(), 8)]).optional(),
  metadata: clearableMetadata().optional(),
  name: text().min(1).optional(),
  shippable: flag().optional(),
  statement_descriptor: text(22).optional(),
  tax_code: clearable().optional(),
  unit_label: clearable(12).optional(),
  url: z.union([z.literal(''), url()]).optional(),
  ...unplayed('marketing_features', 'package_dimensions', 'tax_details'),
})

export const productList = params<Stripe.ProductListParams>()({
  ...paging,
  ...created,
  ...expand,
  active: flag().optional(),
  ids: list(text()).optional(),
  ...unplayed('shippable', 'type', 'url'),
})

const productData = z.strictObject({
  ...optionalFields,
  name: text().min(1),
  metadata: metadata().optional(),
})

export const priceCreate = params<Stripe.PriceCreateParams>()({
  ...expand,
  currency: currency(),
  active: flag().optional(),
  billing_scheme: oneOf('per_unit').optional(),
  lookup_key: text(200).min(1).optional(),
  metadata: metadata().optional(),
  nickname: text().optional(),
  product: text().min(1).optional(),
  product_data: productData.optional(),
  tax_behavior: taxBehavior.optional(),
  transfer_lookup_key: flag().optional(),
  unit_amount: integer(0, 99_999_999).optional(),
  ...unplayed('currency_options', 'custom_unit_amount', 'recurring', 'tiers', 'tiers_mode'),
  ...unplayed('transform_quantity', 'unit_amount_decimal'),
})

export const priceUpdate = params<Stripe.PriceUpdateParams>()({
  ...expand,
  active: flag().optional(),
  lookup_key: text(200).min(1).optional(),
  metadata: clearableMetadata().optional(),
  nickname: text().optional(),
  tax_behavior: taxBehavior.optional(),
  transfer_lookup_key: flag().optional(),
  ...unplayed('currency_options'),
})

export const priceList = params<Stripe.PriceListParams>()({
  ...paging,
  ...created,
  ...expand,
  active: flag().optional(),
  currency: currency().optional(),
  lookup_keys: list(text(200), 10).optional(),
  product: text().optional(),
  type: oneOf('one_time', 'recurring').optional(),
  ...unplayed('recurring'),
})

/** A price given inside a checkout session. */
export const priceData = z.strictObject({
  currency: currency(),
  product: text().min(1).optional(),
  product_data: productData.extend({ images: list(url(), 8).optional() }).optional(),
  tax_behavior: taxBehavior.optional(),
  unit_amount: integer(0, 99_999_999).optional(),
  ...unplayed('recurring', 'unit_amount_decimal'),
})

export const couponCreate = params<Stripe.CouponCreateParams>()({
  ...expand,
  amount_off: integer(1).optional(),
  applies_to: z.strictObject({ products: list(text()).optional() }).optional(),
  currency: currency().optional(),
  duration: oneOf('forever', 'once', 'repeating').optional(),
  duration_in_months: integer(1).optional(),
  id: text(200).min(1).optional(),
  max_redemptions: integer(1).optional(),
  metadata: clearableMetadata().optional(),
  name: text(40).optional(),
  percent_off: decimal(0, 100).optional(),
  redeem_by: integer(1).optional(),
  ...unplayed('currency_options'),
})

export const couponUpdate = params<Stripe.CouponUpdateParams>()({
  ...expand,
  metadata: clearableMetadata().optional(),
  name: text(40).optional(),
  ...unplayed('currency_options'),
})

export const couponList = params<Stripe.CouponListParams>()({ ...paging, ...created, ...expand })

const restrictions = z.strictObject({
  first_time_transaction: flag().optional(),
  minimum_amount: integer(1).optional(),
  minimum_amount_currency: currency().optional(),
  ...unplayed('currency_options'),
})

export const promotionCodeCreate = params<Stripe.PromotionCodeCreateParams>()({
  ...expand,
  promotion: z.strictObject({ type: oneOf('coupon'), coupon: text().min(1) }),
  active: flag().optional(),
  code: text(500)
    .regex(/^[A-Za-z0-9-]+$/)
    .optional(),
  customer: text().optional(),
  expires_at: integer(1).optional(),
  max_redemptions: integer(1).optional(),
  metadata: metadata().optional(),
  restrictions: restrictions.optional(),
  ...unplayed('customer_account'),
})

export const promotionCodeUpdate = params<Stripe.PromotionCodeUpdateParams>()({
  ...expand,
  active: flag().optional(),
  metadata: clearableMetadata().optional(),
  ...unplayed('restrictions'),
})

export const promotionCodeList = params<Stripe.PromotionCodeListParams>()({
  ...paging,
  ...created,
  ...expand,
  active: flag().optional(),
  code: text().optional(),
  coupon: text().optional(),
  customer: text().optional(),
  ...unplayed('customer_account'),
})
