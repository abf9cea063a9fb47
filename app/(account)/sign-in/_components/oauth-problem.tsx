import { Notice } from '#components/ui/notice.tsx'

/** What Auth.js calls a failure, in words for who met it. Codes: https://errors.authjs.dev */
const sentences: Record<string, string> = {
  OAuthAccountNotLinked:
    'There is already an account with this e-mail address, and it is not connected to the service you chose. Sign in by mail below; in your account you can then connect the two.',
  EmailNotVerified:
    'The service you chose has not verified your e-mail address, so it cannot show that the address is yours. Sign in by mail instead.',
  OAuthCallbackError: 'You came back without being signed in. Try again, or sign in by mail.',
  AccessDenied: 'The service you chose did not let you in. Try again, or sign in by mail.',
  Verification: 'This link was used already, or is older than 15 minutes. Ask for a new one below.',
}
const otherwise =
  'Signing in through the other service did not work. Nothing was changed; sign in by mail instead.'

/** Why the way through Google or GitHub ended here. */
export function OAuthProblem({ code }: { code: string }) {
  return (
    <Notice tone="danger" title="You are not signed in" className="mb-8 max-w-measure">
      <p>{Object.hasOwn(sentences, code) ? sentences[code] : otherwise}</p>
    </Notice>
  )
}
