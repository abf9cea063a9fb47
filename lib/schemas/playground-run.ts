import { z } from 'zod'

/** The most that a kept run may measure, folded; and how many an account keeps. */
export const MAX_KEPT_BYTES = 2 * 1024 * 1024
export const MAX_KEPT_RUNS = 30

/** What a kept run is called. */
export const runTitleSchema = z
  .string({ error: 'Give it a name.' })
  .trim()
  .min(1, 'Give it a name.')
  .max(100, { error: 'This name is too long: 100 characters are the limit.', abort: true })
  .regex(
    /^[^\p{Cc}\p{Cs}\p{Co}\p{Cn}\u202a-\u202e\u2066-\u2069]*$/u,
    'This name has characters that cannot be shown.',
  )

/** 128 bits in base64url. */
export const runIdSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/)

export const runAddressSchema = z.object({ id: runIdSchema })
export const renameRunSchema = z.object({ id: runIdSchema, title: runTitleSchema })
