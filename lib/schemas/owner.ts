import { z } from 'zod'
import { type JobName, jobSchemas } from './jobs.ts'

const jobNames = Object.keys(jobSchemas) as [JobName, ...JobName[]]

/** What the owner can set going again. */
export const retryEventSchema = z.object({ eventId: z.uuid() })
export const retryJobSchema = z.object({ name: z.enum(jobNames), jobId: z.uuid() })
export const retryRefundSchema = z.object({ orderId: z.uuid() })

/** What the owner is told after an action; besides these, a code of lib/domain/errors.ts. */
export const ownerOutcomes = {
  'event-handled': 'The message was handled again. If it is still below, it failed again.',
  'job-taken-up': 'The job is taken up again.',
  'refund-sent': 'The refund is sent again, and access has ended with it.',
  'books-compared': 'Our books are being compared with Stripe’s. Load this page again in a moment.',
} as const
export type OwnerOutcome = keyof typeof ownerOutcomes
