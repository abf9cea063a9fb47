// Parameters of checkout sessions.
import type Stripe from 'stripe'
import { z } from 'zod'
import { priceData } from './catalog.ts'
import { invoiceCreation } from './invoices.ts'
import {
  clearableMetadata,
  created,
  currency,
  email,
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

const adjustableQuantity = z.strictObject({
  enabled: flag(),
  maximum: integer(1).optional(),
  minimum: integer(0).optional(),
})

const lineItem = params<Stripe.Checkout.SessionCreateParams.LineItem>()({
  adjustable_quantity: adjustableQuantity.optional(),
  metadata: metadata().optional(),
  price: text().min(1).optional(),
  price_data: priceData.optional(),
  quantity: integer(1, 999_999).optional(),
  ...unplayed('tax_rates'),
})

const paymentIntentData = params<Stripe.Checkout.SessionCreateParams.PaymentIntentData>()({
  capture_method: oneOf('automatic', 'automatic_async').optional(),
  description: text(1000).optional(),
  metadata: metadata().optional(),
  receipt_email: email().optional(),
  statement_descriptor: text(22).optional(),
  statement_descriptor_suffix: text(22).optional(),
  ...unplayed('application_fee_amount', 'on_behalf_of', 'setup_future_usage', 'shipping'),
  ...unplayed('transfer_data', 'transfer_group'),
})

const message = z.union([z.literal(''), z.strictObject({ message: text(1200) })])
const methodType = () => text(60).regex(/^[a-z0-9_]+$/)

export const sessionCreate = params<Stripe.Checkout.SessionCreateParams>()({
  ...expand,
  after_expiration: z
    .strictObject({
      recovery: z.strictObject({ allow_promotion_codes: flag().optional(), enabled: flag() }).optional(),
    })
    .optional(),
  allow_promotion_codes: flag().optional(),
  allowed_payment_method_types: list(methodType()).optional(),
  automatic_tax: z.strictObject({ enabled: flag(), ...unplayed('liability') }).optional(),
  billing_address_collection: oneOf('auto', 'required').optional(),
  cancel_url: url().optional(),
  client_reference_id: text(200).min(1).optional(),
  consent_collection: z
    .strictObject({
      promotions: oneOf('auto', 'none').optional(),
      terms_of_service: oneOf('none', 'required').optional(),
      ...unplayed('payment_method_reuse_agreement'),
    })
    .optional(),
  currency: currency().optional(),
  custom_text: z
    .strictObject({
      after_submit: message.optional(),
      shipping_address: message.optional(),
      submit: message.optional(),
      terms_of_service_acceptance: message.optional(),
    })
    .optional(),
  customer: text().min(1).optional(),
  customer_creation: oneOf('always', 'if_required').optional(),
  customer_email: email().optional(),
  customer_update: z
    .strictObject({
      address: oneOf('auto', 'never').optional(),
      name: oneOf('auto', 'never').optional(),
      ...unplayed('shipping'),
    })
    .optional(),
  discounts: list(
    z.strictObject({ coupon: text().optional(), promotion_code: text().optional() }),
    1,
  ).optional(),
  excluded_payment_method_types: list(methodType()).optional(),
  expires_at: integer(1).optional(),
  integration_identifier: text(200).optional(),
  invoice_creation: invoiceCreation.optional(),
  line_items: list(lineItem).optional(),
  locale: text(10).min(1).optional(),
  metadata: metadata().optional(),
  mode: oneOf('payment', 'setup', 'subscription').optional(),
  payment_intent_data: paymentIntentData.optional(),
  payment_method_collection: oneOf('always', 'if_required').optional(),
  phone_number_collection: z.strictObject({ enabled: flag() }).optional(),
  submit_type: oneOf('auto', 'book', 'donate', 'pay', 'subscribe').optional(),
  success_url: url().optional(),
  tax_id_collection: z
    .strictObject({ enabled: flag(), required: oneOf('if_supported', 'never').optional() })
    .optional(),
  ui_mode: oneOf('hosted_page', 'embedded_page', 'elements', 'form').optional(),
  ...unplayed(
    'adaptive_pricing',
    'branding_settings',
    'customer_account',
    'custom_fields',
    'managed_payments',
  ),
  ...unplayed('name_collection', 'optional_items', 'origin_context', 'payment_method_configuration'),
  ...unplayed(
    'payment_method_data',
    'payment_method_options',
    'permissions',
    'redirect_on_completion',
    'return_url',
  ),
  ...unplayed('saved_payment_method_options', 'setup_intent_data', 'shipping_address_collection'),
  ...unplayed('shipping_options', 'subscription_data', 'wallet_options'),
})

export type SessionCreate = z.output<typeof sessionCreate>

export const sessionUpdate = params<Stripe.Checkout.SessionUpdateParams>()({
  ...expand,
  metadata: clearableMetadata().optional(),
  ...unplayed('collected_information', 'line_items', 'payment_intent_data', 'shipping_options'),
})

export const sessionList = params<Stripe.Checkout.SessionListParams>()({
  ...paging,
  ...created,
  ...expand,
  customer: text().optional(),
  customer_details: z.strictObject({ email: text() }).optional(),
  payment_intent: text().optional(),
  status: oneOf('complete', 'expired', 'open').optional(),
  ...unplayed('customer_account', 'payment_link', 'subscription'),
})

export const lineItemList = params<Stripe.Checkout.SessionListLineItemsParams>()({ ...paging, ...expand })
