import { z } from 'zod'
import { orderNumberPattern } from '#lib/domain/order-number.ts'
import { emailSchema } from './email.ts'
import { linkTokenSchema } from './link-token.ts'

/** A statement of withdrawal as the law words it: who, from which contract, and where its receipt goes. */
export const withdrawalSchema = z.object({
  name: z
    .string({ error: 'Enter your name.' })
    .trim()
    .min(1, { error: 'Enter your name.', abort: true })
    .max(200, { error: 'This name is too long: 200 characters are the limit.' }),
  order: z
    .string({ error: 'Enter the order’s number.' })
    .trim()
    .toUpperCase()
    .min(1, { error: 'Enter the order’s number.', abort: true })
    .regex(orderNumberPattern, {
      error: 'An order’s number looks like this: DPM-7Q2K9F. It stands in the mail about your purchase.',
    }),
  email: emailSchema,
})
export type WithdrawalStatement = z.infer<typeof withdrawalSchema>

export const confirmWithdrawalSchema = z.object({ token: linkTokenSchema })
