import { z } from 'zod'
import { orderNumberPattern } from '#lib/domain/order-number.ts'

/** The press of "Buy". */
export const buySchema = z.object({
  courseSlug: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
})

/** What stands in the address of the page that the provider leads back to. */
export const checkoutSessionIdSchema = z
  .string()
  .max(200)
  .regex(/^cs_[A-Za-z0-9_]+$/)

/** An order's number as somebody typed it. */
export const orderNumberSchema = z.string().trim().toUpperCase().max(20).regex(orderNumberPattern)
