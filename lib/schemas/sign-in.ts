import { z } from 'zod'
import { safeReturnTo } from '#lib/domain/return-to.ts'
import { emailSchema } from './email.ts'

/** Where to go after signing in; anything doubtful becomes the course. */
const returnTo = z.unknown().transform((value) => safeReturnTo(value))

/** The form that asks for a link. */
export const linkRequestSchema = z.object({ email: emailSchema, returnTo })

/** What a mailed link carries, and the form behind it. */
export const confirmationSchema = z.object({
  email: emailSchema,
  token: z.string().regex(/^[\w-]{43}$/),
  returnTo,
})

export const oauthStartSchema = z.object({ provider: z.enum(['google', 'github']), returnTo })
