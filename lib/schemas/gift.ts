import { z } from 'zod'
import { buySchema, orderNumberSchema } from './checkout.ts'
import { emailSchema } from './email.ts'
import { linkTokenSchema } from './link-token.ts'

const dayInMs = 24 * 60 * 60 * 1000

/** What the giver says: to whom, from whom, with which words, and when. */
export const giftSchema = z.object({
  recipientEmail: emailSchema,
  fromName: z
    .string({ error: 'Enter your name, as the recipient should read it.' })
    .trim()
    .min(1, { error: 'Enter your name, as the recipient should read it.', abort: true })
    .max(100, { error: 'This name is too long: 100 characters are the limit.' }),
  message: z
    .string()
    .trim()
    .max(500, { error: 'This message is too long: 500 characters are the limit.' })
    .default(''),
  /** A day, by the calendar of UTC; the day before still counts as today, for those who live west of it. */
  sendOn: z.iso
    .date({ error: 'Choose the day on which the link is mailed.', abort: true })
    .refine((day) => Date.parse(day) > Date.now() - 2 * dayInMs, { error: 'This day is over.' })
    .refine((day) => Date.parse(day) < Date.now() + 366 * dayInMs, {
      error: 'This is more than a year away.',
    }),
})
export type GiftWish = z.infer<typeof giftSchema>

/** The press of "Buy" for somebody else, in one of the two ways. */
export const buyGiftSchema = buySchema.extend({
  ...giftSchema.shape,
  way: z.enum(['card', 'crypto']).default('card'),
})

/** The giver changes a gift, or has its link mailed again. */
export const changeGiftSchema = giftSchema.extend({ order: orderNumberSchema })
export const resendGiftSchema = z.object({ order: orderNumberSchema })

/** The holder of a link redeems it: for the account that is signed in, or for the address that the link was mailed to. */
export const redeemGiftSchema = z.object({ token: linkTokenSchema, for: z.enum(['viewer', 'recipient']) })
export const giftLinkSchema = z.object({ token: linkTokenSchema })
