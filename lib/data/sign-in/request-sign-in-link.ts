import 'server-only'
import { db } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import { consumeRateLimit } from '#lib/server/rate-limit.ts'

interface SignInRequest {
  /** Checked by emailSchema. */
  email: string
  /** Checked by safeReturnTo. */
  returnTo: string
  /** Whose limit this counts for (see readClientNetwork). */
  clientNetwork: string
}

/**
 * Asks for a sign-in link by mail. Never looks whether there is such an account, so neither its answer nor its time can
 * tell: the account is made when the link is used.
 * @throws rate_limited
 */
export async function requestSignInLink({ email, returnTo, clientNetwork }: SignInRequest): Promise<void> {
  // In this order: who is stopped for their own requests uses up nobody else's.
  await consumeRateLimit('sign-in-network', clientNetwork)
  await consumeRateLimit('sign-in-email', email)
  await consumeRateLimit('sign-in-total', '')
  await enqueue(db, 'sign-in-mail', { email, returnTo })
}
