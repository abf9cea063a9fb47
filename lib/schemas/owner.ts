import { z } from 'zod'
import { orderNumberPattern } from '#lib/domain/order-number.ts'
import { emailSchema } from './email.ts'
import { type JobName, jobSchemas } from './jobs.ts'

const jobNames = Object.keys(jobSchemas) as [JobName, ...JobName[]]

/** The page to come back to. */
const back = z
  .string()
  .refine((path) => path === '/owner' || orderNumberPattern.test(path.replace('/owner/orders/', '')))
  .default('/owner')

const reason = z
  .string()
  .trim()
  .min(3, 'Say why, in a few words. It is kept with your name.')
  .max(500, 'At most 500 characters.')

/** What the owner can set going again. */
export const retryEventSchema = z.object({ eventId: z.uuid(), back })
export const retryJobSchema = z.object({ name: z.enum(jobNames), jobId: z.uuid(), back })
export const retryRefundSchema = z.object({ orderId: z.uuid(), back })

/** Money that the owner sends back: an amount as typed, and whether a part of it ends access. */
export const ownerRefundSchema = z.object({
  orderId: z.uuid(),
  /** All that is left, when not given. */
  amount: z.string().max(20).optional(),
  endsAccess: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
  reason,
})

/** A crypto payment that came after its time, to be accepted or sent back. */
export const latePaymentSchema = z.object({ orderId: z.uuid() })

export const giveAccessSchema = z.object({ email: emailSchema, courseSlug: z.string().max(100), reason })
export const endAccessSchema = z.object({ orderId: z.uuid(), reason })

/** What the owner is told after an action; besides these, a code of lib/domain/errors.ts. */
export const ownerOutcomes = {
  'event-handled': 'The message was handled again. If it is still below, it failed again.',
  'job-taken-up': 'The job is taken up again.',
  'refund-sent': 'The refund is being sent. The buyer is told by mail.',
  'access-given': 'The course is open to them, and a mail says so.',
  'access-ended': 'Access has ended, and a mail says so.',
  'code-made': 'The code is made, and counts from now on.',
  'code-switched': 'The code is switched. Orders that used it keep their price.',
  'late-accepted':
    'The payment is accepted: the course is open to its buyer, or the link of the gift goes out.',
  'late-returned': 'The payment goes back: its buyer gets a mail with the page where they name an address.',
  'review-answered': 'The answer stands under the review.',
  'review-hidden': 'The review is hidden. Its writer reads why, and the page says for which reason.',
  'review-shown': 'The review is shown again.',
  'books-compared': 'Our books are being compared with the providers’. Load this page again in a moment.',
} as const
export type OwnerOutcome = keyof typeof ownerOutcomes
