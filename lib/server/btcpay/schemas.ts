import 'server-only'
import { z } from 'zod'

/** Decimals travel as strings, in older versions as numbers. */
const decimal = z.union([z.string().regex(/^-?\d+(\.\d+)?$/), z.number()]).transform(Number)
/** Seconds since 1970. */
const moment = z.number().transform((seconds) => new Date(seconds * 1000))

/** What we read of an invoice; BTCPay says more. */
export const invoiceSchema = z.object({
  id: z.string(),
  storeId: z.string(),
  amount: decimal,
  currency: z.string(),
  status: z.enum(['New', 'Processing', 'Settled', 'Expired', 'Invalid']),
  /** None, PaidPartial, PaidLate, PaidOver, Marked or Invalid: why the status is what it is. */
  additionalStatus: z.string(),
  checkoutLink: z.url(),
  createdTime: moment,
  expirationTime: moment,
  metadata: z.looseObject({ orderId: z.unknown().optional() }).nullish(),
})
export type Invoice = z.infer<typeof invoiceSchema>

export const paymentMethodsSchema = z.array(
  z.object({
    /** BTC-CHAIN, BTC-LN, … */
    paymentMethodId: z.string(),
    /** BTC, … */
    currency: z.string().nullish(),
    /** What one unit of it is worth in the invoice's currency. */
    rate: decimal,
    payments: z.array(
      z.object({
        id: z.string(),
        receivedDate: moment,
        /** In the payment method's currency; `fee` is what was added to it for the network. */
        value: decimal,
        fee: decimal,
        status: z.enum(['Processing', 'Settled', 'Invalid']),
      }),
    ),
  }),
)
export type PaymentMethods = z.infer<typeof paymentMethodsSchema>

export const pullPaymentSchema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  description: z.string().nullish(),
  currency: z.string(),
  amount: decimal,
  startsAt: moment,
  expiresAt: moment.nullish(),
  archived: z.boolean(),
  /** The page where the receiver names an address. */
  viewLink: z.url(),
})
export type PullPayment = z.infer<typeof pullPaymentSchema>

export const payoutsSchema = z.array(
  z.object({
    id: z.string(),
    originalAmount: decimal,
    state: z.enum(['AwaitingApproval', 'AwaitingPayment', 'InProgress', 'Completed', 'Cancelled']),
  }),
)
export type Payouts = z.infer<typeof payoutsSchema>

/** A delivery of a webhook: what it is about is fetched anew, so that is all we read. */
export const deliverySchema = z.object({
  originalDeliveryId: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  storeId: z.string().max(200),
  invoiceId: z.string().max(200).optional(),
  pullPaymentId: z.string().max(200).nullish(),
})
export type Delivery = z.infer<typeof deliverySchema>
