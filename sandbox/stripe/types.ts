// The objects as the sandbox keeps them and sends them: the SDK's own types, with references kept as ids (the
// SDK's types allow id or object) and decimals kept as the strings that travel on the wire.
import type Stripe from 'stripe'
import type { BtcpayEvent, Invoice as BtcpayInvoice, PullPayment } from '../btcpay/types.ts'

type Refine<T, R extends { [K in keyof R]: K extends keyof T ? unknown : never }> = Omit<T, keyof R> & R

export type Product = Refine<Stripe.Product, { default_price: string | null }>
export type Price = Refine<
  Stripe.Price,
  { product: string; unit_amount: number; unit_amount_decimal: string; recurring: null }
>
export type Customer = Stripe.Customer
export type Coupon = Stripe.Coupon
export type PromotionCode = Refine<
  Stripe.PromotionCode,
  { customer: string | null; promotion: { type: 'coupon'; coupon: string } }
>
export type LineItem = Refine<Stripe.LineItem, { price: Price; quantity: number }>
export type Session = Refine<
  Stripe.Checkout.Session,
  {
    amount_subtotal: number
    amount_total: number
    currency: string
    customer: string | null
    payment_intent: string | null
    metadata: Stripe.Metadata
    invoice: string | null
    status: 'open' | 'complete' | 'expired'
    payment_status: 'paid' | 'unpaid' | 'no_payment_required'
    total_details: Stripe.Checkout.Session.TotalDetails
  }
>
export type PaymentIntent = Refine<
  Stripe.PaymentIntent,
  { customer: string | null; latest_charge: string | null; payment_method: string | null }
>
export type Charge = Refine<
  Stripe.Charge,
  { balance_transaction: string | null; customer: string | null; payment_intent: string }
>
export type RefundStatus = 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled'
export type Refund = Refine<
  Stripe.Refund,
  { balance_transaction: string | null; charge: string; payment_intent: string; status: RefundStatus }
>
export type Dispute = Refine<Stripe.Dispute, { charge: string; payment_intent: string }>
export type Invoice = Refine<Stripe.Invoice, { customer: string | null }>
export type BalanceTransaction = Refine<Stripe.BalanceTransaction, { source: string }>
export type EventType = Stripe.Event['type']
/** The object that an event of this type carries. */
export type EventObject<T extends EventType> = Extract<Stripe.Event, { type: T }>['data']['object']
export type StoredEvent = Stripe.EventBase

/** What a checkout session knows and does not show: kept beside it. */
export interface SessionDetails {
  id: string
  items: LineItem[]
  paymentIntent: { metadata: Stripe.Metadata; description: string | null; receiptEmail: string | null }
  /** The card that waits for its 3-D Secure answer. */
  waitingCard: CardOnFile | null
}

/** What is kept of a card: never its CVC. */
export interface CardOnFile {
  number: string
  expMonth: number
  expYear: number
  name: string | null
}

/** What is kept of each kind. */
export interface Kinds {
  product: Product
  price: Price
  customer: Customer
  coupon: Coupon
  promotion_code: PromotionCode
  'checkout.session': Session
  session_details: SessionDetails
  payment_intent: PaymentIntent
  charge: Charge
  refund: Refund
  dispute: Dispute
  balance_transaction: BalanceTransaction
  event: StoredEvent
  invoice: Invoice
  'btcpay.invoice': BtcpayInvoice
  'btcpay.pull_payment': PullPayment
  'btcpay.event': BtcpayEvent
}

export type Kind = keyof Kinds
