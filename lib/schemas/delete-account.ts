import { z } from 'zod'
import { emailSchema } from './email.ts'

/** The form that deletes an account: the address typed once more, and what becomes of the certificates. */
export const deleteAccountSchema = z.object({
  email: emailSchema,
  proof: z.enum(['keep', 'remove'], { error: 'Choose what becomes of your certificate.' }).default('remove'),
  reviews: z.enum(['keep', 'remove'], { error: 'Choose what becomes of your review.' }).default('remove'),
})
