import { z } from 'zod'

/** The secret part of a mailed link: 32 bytes. */
export const linkTokenSchema = z.string().regex(/^[\w-]{43}$/)
