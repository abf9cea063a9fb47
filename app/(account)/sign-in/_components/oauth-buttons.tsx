import { SubmitButton } from '#components/ui/submit-button.tsx'
import { signInWith } from '../actions.ts'

interface OAuthButtonsProps {
  providers: readonly { id: string; name: string }[]
  returnTo: string
  /** "Sign in with", "Connect". */
  verb?: string
}

/** One button for each provider whose keys are set. */
export function OAuthButtons({ providers, returnTo, verb = 'Sign in with' }: OAuthButtonsProps) {
  return (
    <ul className="flex flex-wrap gap-3">
      {providers.map(({ id, name }) => (
        <li key={id}>
          <form action={signInWith}>
            <input type="hidden" name="provider" value={id} />
            <input type="hidden" name="returnTo" value={returnTo} />
            <SubmitButton kind="secondary" pendingText={`Going to ${name} …`}>
              {verb} {name}
            </SubmitButton>
          </form>
        </li>
      ))}
    </ul>
  )
}
