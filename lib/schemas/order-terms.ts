import { z } from 'zod'

/** What a buyer was shown, kept with the order: later changes of the course do not change a purchase. */
export const orderTermsSchema = z.object({
  title: z.string(),
  courseVersion: z.string(),
  refundDays: z.int().positive(),
  /** The promise as it stood beside the button. */
  refundPromise: z.string(),
  /** The whole policy, and the day since which it held. Orders of before it was kept have none. */
  policy: z.object({ version: z.string(), text: z.string() }).optional(),
})
export type OrderTerms = z.infer<typeof orderTermsSchema>
