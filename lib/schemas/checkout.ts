import { z } from 'zod'
import { orderNumberPattern } from '#lib/domain/order-number.ts'
import { emailSchema } from './email.ts'
import { promotionCodeSchema } from './promotion.ts'

/** The press of "Buy". */
export const buySchema = z.object({
  courseSlug: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
})

/** The same, in crypto: a guest says where the course goes. */
export const buyInCryptoSchema = buySchema.extend({
  email: z.preprocess((value) => (value === '' ? undefined : value), emailSchema.optional()),
  code: z.preprocess((value) => (value === '' ? undefined : value), promotionCodeSchema.optional()),
})

/** What stands in the address of the page that the provider leads back to: Stripe's session, BTCPay's invoice, or ours of a free order. */
export const checkoutSessionIdSchema = z
  .string()
  .max(200)
  .regex(/^(cs_[A-Za-z0-9_]+|[1-9A-HJ-NP-Za-km-z]{16,40}|free_[0-9a-f]{32})$/)

/** An order's number as somebody typed it. */
export const orderNumberSchema = z.string().trim().toUpperCase().max(20).regex(orderNumberPattern)
