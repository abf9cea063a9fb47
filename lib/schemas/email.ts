import { z } from 'zod'

/**
 * An e-mail address as we keep it: trimmed, lower case, plain ASCII, one "@", no quotes, commas or control characters.
 * Look-alikes of "@" (U+FF20) and comma-separated addresses have been used to receive other people's sign-in links:
 * they are refused before any mail is sent. Lower case comes after the check: "K" (U+212A) would become a plain "k".
 */
export const emailSchema = z
  .string({ error: 'Enter an e-mail address.' })
  .trim()
  .min(1, { error: 'Enter an e-mail address.', abort: true })
  .max(254, { error: 'This e-mail address is too long: 254 characters are the limit.', abort: true })
  .regex(
    /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$/,
    'This does not look like an e-mail address, for example ada@example.com.',
  )
  .toLowerCase()
