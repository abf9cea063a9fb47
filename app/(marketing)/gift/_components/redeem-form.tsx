'use client'

import { useActionState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { redeemGiftAction } from '../actions.ts'

interface RedeemFormProps {
  token: string
  /** The account that is signed in, or the one of the address that the link was mailed to. */
  holder: 'viewer' | 'recipient'
  buttonText: string
}

/** The press that redeems a gift. Works without JavaScript; a second press finds it done. */
export function RedeemForm({ token, holder, buttonText }: RedeemFormProps) {
  const [{ problem }, action] = useActionState(redeemGiftAction, {})
  return (
    <form action={action} className="space-y-5">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="for" value={holder} />
      {problem && (
        <Notice tone="danger" live title="Not redeemed">
          <p>{problem}</p>
        </Notice>
      )}
      <SubmitButton pendingText="Opening the course …">{buttonText}</SubmitButton>
    </form>
  )
}
