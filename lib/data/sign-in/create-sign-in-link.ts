import 'server-only'
import { createSignInToken } from '#lib/server/auth.ts'
import { mailSite } from '#lib/server/mail.ts'

/**
 * A working link to the page whose button signs in. Whoever holds it gets into that account: for a mail that is sent at once
 * to that address, and nothing else.
 */
export async function unsafeCreateSignInLink(email: string, returnTo: string): Promise<string> {
  const token = await createSignInToken(email)
  return `${mailSite.url}/sign-in/confirm?${new URLSearchParams({ token, email, returnTo })}`
}
