// Parameters of customers and of what moves money: payments, charges, refunds, disputes, events.
import type Stripe from 'stripe'
import { z } from 'zod'
import {
  clearableMetadata,
  created,
  currency,
  email,
  expand,
  flag,
  integer,
  list,
  oneOf,
  paging,
  params,
  text,
  unplayed,
} from './kit.ts'

const address = z.strictObject({
  city: text().optional(),
  country: text().optional(),
  line1: text().optional(),
  line2: text().optional(),
  postal_code: text().optional(),
  state: text().optional(),
})

const customerFields = {
  ...expand,
  address: z.union([z.literal(''), address]).optional(),
  description: z.string().max(5000).optional(),
  email: z.union([z.literal(''), email()]).optional(),
  metadata: clearableMetadata().optional(),
  name: z.string().max(256).optional(),
  phone: z.string().max(20).optional(),
  preferred_locales: list(text(20)).optional(),
  tax_exempt: oneOf('exempt', 'none', 'reverse', '').optional(),
  ...unplayed('balance', 'business_name', 'cash_balance', 'individual_name', 'invoice_prefix'),
  ...unplayed('invoice_settings', 'next_invoice_sequence', 'shipping', 'source', 'tax', 'validate'),
}

export const customerCreate = params<Stripe.CustomerCreateParams>()({
  ...customerFields,
  ...unplayed('payment_method', 'tax_id_data', 'test_clock'),
})

export const customerUpdate = params<Stripe.CustomerUpdateParams>()({
  ...customerFields,
  ...unplayed('default_source'),
})

export type CustomerFields = z.output<typeof customerUpdate>

export const customerList = params<Stripe.CustomerListParams>()({
  ...paging,
  ...created,
  ...expand,
  email: text(512).optional(),
  ...unplayed('test_clock'),
})

export const customerSearch = params<Stripe.CustomerSearchParams>()({
  ...expand,
  query: text().min(1),
  limit: integer(1, 100).optional(),
  ...unplayed('page'),
})

export const paymentIntentList = params<Stripe.PaymentIntentListParams>()({
  ...paging,
  ...created,
  ...expand,
  customer: text().optional(),
  ...unplayed('customer_account'),
})

export const chargeList = params<Stripe.ChargeListParams>()({
  ...paging,
  ...created,
  ...expand,
  customer: text().optional(),
  payment_intent: text().optional(),
  ...unplayed('transfer_group'),
})

export const refundCreate = params<Stripe.RefundCreateParams>()({
  ...expand,
  amount: integer(1, 99_999_999).optional(),
  charge: text().min(1).optional(),
  instructions_email: email().optional(),
  metadata: clearableMetadata().optional(),
  payment_intent: text().min(1).optional(),
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer').optional(),
  ...unplayed('currency', 'customer', 'origin', 'refund_application_fee', 'reverse_transfer'),
})

export const refundUpdate = params<Stripe.RefundUpdateParams>()({
  ...expand,
  metadata: clearableMetadata().optional(),
})

export const refundList = params<Stripe.RefundListParams>()({
  ...paging,
  ...created,
  ...expand,
  charge: text().optional(),
  payment_intent: text().optional(),
})

/** Evidence that is text; files cannot be uploaded here. */
export const textEvidence = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
] as const

type TextEvidence = Record<(typeof textEvidence)[number], z.ZodOptional<z.ZodString>>

const evidence = params<Stripe.DisputeUpdateParams.Evidence>()({
  ...(Object.fromEntries(
    textEvidence.map((name) => [name, z.string().max(20_000).optional()]),
  ) as TextEvidence),
  ...unplayed('appeal', 'cancellation_policy', 'customer_communication', 'customer_signature'),
  ...unplayed('duplicate_charge_documentation', 'enhanced_evidence', 'receipt', 'refund_policy'),
  ...unplayed('service_documentation', 'shipping_documentation', 'uncategorized_file'),
})

export const disputeUpdate = params<Stripe.DisputeUpdateParams>()({
  ...expand,
  evidence: evidence.optional(),
  metadata: clearableMetadata().optional(),
  submit: flag().optional(),
  ...unplayed('intended_submission_method'),
})

export const disputeList = params<Stripe.DisputeListParams>()({
  ...paging,
  ...created,
  ...expand,
  charge: text().optional(),
  payment_intent: text().optional(),
})

export const eventList = params<Stripe.EventListParams>()({
  ...paging,
  ...created,
  ...expand,
  delivery_success: flag().optional(),
  type: text(200).optional(),
  types: list(text(200), 20).optional(),
})

export const balanceTransactionList = params<Stripe.BalanceTransactionListParams>()({
  ...paging,
  ...created,
  ...expand,
  currency: currency().optional(),
  source: text().optional(),
  type: text(60).optional(),
  ...unplayed('payout'),
})

/** For calls that take nothing but `expand`. */
export const expandOnly = z.strictObject(expand)
