// Bodies of the control API. Unknown fields are refused, so that a misspelt switch is noticed.
import { z } from 'zod'
import { switchesPatch } from '../stripe/engine/events.ts'

export const webhookMode = switchesPatch
export const resendBody = z.strictObject({ event: z.string() })
export const clockBody = z.strictObject({ advanceSeconds: z.int().min(0).max(3_200_000_000) })

/** `card` is a test card's number; the other methods arrive at once, or later if told so. */
export const paymentBody = z.strictObject({
  session: z.string(),
  card: z
    .string()
    .regex(/^[\d ]+$/)
    .optional(),
  method: z.enum(['card', 'crypto', 'sepa_debit', 'us_bank_account']).default('card'),
  arrivesLater: z.boolean().optional(),
  email: z.string().optional(),
  name: z.string().optional(),
  /** Where the bill goes, as typed on the page. */
  billing: z
    .strictObject({
      country: z.string(),
      business: z.string(),
      vatId: z.string(),
      line1: z.string(),
      postalCode: z.string(),
      city: z.string(),
    })
    .partial()
    .optional(),
  /** Entered on the page before paying. */
  promotionCode: z.string().optional(),
  /** The answer of the 3-D Secure step, when the card asks for it. */
  authenticate: z.boolean().default(true),
})

/** By charge or by payment intent. */
const payment = { charge: z.string().optional(), payment_intent: z.string().optional() }
export const disputeBody = z.strictObject({ ...payment, reason: z.string().optional() })
export const disputeVerdict = z.strictObject({ status: z.enum(['won', 'lost']) })
export const refundBody = z.strictObject({
  ...payment,
  amount: z.int().positive().optional(),
  reason: z.string().optional(),
})
export const refundStatus = z.strictObject({ status: z.enum(['succeeded', 'failed']) })
export const settleBody = z.strictObject({ status: z.enum(['succeeded', 'failed']) })
export const mailMode = z
  .strictObject({ refuseNext: z.int().min(0).max(10_000), refuseAll: z.boolean() })
  .partial()
