import 'server-only'
import { type OAuthProvider, oauthProviders, startOAuth } from '#lib/server/auth.ts'

/** The services that may sign somebody in besides the mail. Empty unless their keys are set. */
export function listSignInProviders(): readonly { id: OAuthProvider; name: string }[] {
  return oauthProviders
}

/** Sends the browser to one of them. Called in a server action; never returns. */
export async function goToSignInProvider(id: OAuthProvider, returnTo: string): Promise<never> {
  return startOAuth(id, returnTo)
}
