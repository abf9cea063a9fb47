import 'server-only'
import { isSignInTokenAlive } from '#lib/server/auth.ts'

/** Whether a mailed link would sign in now. Spends nothing: mail scanners look, too. */
export async function isSignInLinkAlive(email: string, token: string): Promise<boolean> {
  return isSignInTokenAlive(email, token)
}
