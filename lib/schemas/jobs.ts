import { z } from 'zod'
import { emailSchema } from './email.ts'

/**
 * What waits in the job queue, by queue. Payloads hold ids rather than contents, and never a secret: a sign-in link is made
 * when its mail is sent, so that the queue's table holds no working link.
 */
export const jobSchemas = {
  /** Mail a fresh sign-in link. */
  'sign-in-mail': z.object({
    email: emailSchema,
    returnTo: z.string().startsWith('/').max(500).default('/learn'),
  }),
  /** Mail about an order: the template says which. */
  'order-mail': z.object({
    orderId: z.uuid(),
    /** Which of its refunds it is about; the latest when left out. */
    refundId: z.uuid().optional(),
    template: z.enum([
      'purchase',
      'refund-requested',
      'refund-sent',
      'refund-claim',
      'refund-claim-again',
      'refund-done',
      'refund-failed',
      'duplicate-refunded',
      'payment-short',
      'payment-late',
      'access-suspended',
      'access-restored',
      'course-given',
      'course-taken',
      'gift-purchase',
      'gift-redeemed',
    ]),
  }),
  /** Mail the link of a gift, unless a newer one was made since. */
  'gift-link': z.object({ orderId: z.uuid(), sending: z.int().positive() }),
  /** Mail to who redeemed a gift. */
  'gift-mail': z.object({ orderId: z.uuid(), template: z.enum(['redeemed', 'ended', 'restored']) }),
  /** Mail to the owner about something that a person should look at. */
  'owner-mail': z.object({ subject: z.string().max(200), text: z.string().max(5000) }),
  /** Mail who finished a course, once, and ask for a review. */
  'review-mail': z.object({ userId: z.uuid(), courseSlug: z.string() }),
  /** Mail the writer of a review why it was hidden, unless that hiding is over. */
  'review-hidden-mail': z.object({ reviewId: z.uuid(), hiddenAt: z.iso.datetime() }),
  /** Send a requested refund to the provider, or learn what became of it. */
  'send-refund': z.object({ refundId: z.uuid() }),
  /** Mail the link that confirms a withdrawal, if order and address belong together. */
  'withdrawal-mail': z.object({
    order: z.string(),
    email: emailSchema,
    name: z.string(),
    statedAt: z.iso.datetime(),
  }),
  /** Mail the receipt of a confirmed withdrawal. */
  'withdrawal-receipt': z.object({ withdrawalId: z.uuid() }),
  /** Handle a provider's event that is recorded and not yet handled. */
  'provider-event': z.object({ eventId: z.uuid() }),
  /** Compare our books with the provider's, and repair what was missed. */
  reconcile: z.object({}),
} as const

export type JobName = keyof typeof jobSchemas
export type JobPayload<N extends JobName> = z.infer<(typeof jobSchemas)[N]>
