import { z } from 'zod'

/** How somebody wants to be addressed; empty for not at all. */
export const profileSchema = z.object({
  name: z
    .string({ error: 'Enter a name, or leave it empty.' })
    .trim()
    .max(100, { error: 'This name is too long: 100 characters are the limit.', abort: true })
    .regex(
      /^[^\p{Cc}\p{Cs}\p{Co}\p{Cn}\u202a-\u202e\u2066-\u2069]*$/u,
      'This name has characters that cannot be shown.',
    )
    .transform((name) => name || null),
})
