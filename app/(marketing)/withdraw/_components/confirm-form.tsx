'use client'

import { useActionState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { confirmWithdrawalAction } from '../actions.ts'

/** The press that withdraws. Works without JavaScript; a second press finds it done. */
export function ConfirmForm({ token }: { token: string }) {
  const [{ problem }, action] = useActionState(confirmWithdrawalAction, {})
  return (
    <form action={action} className="space-y-5">
      <input type="hidden" name="token" value={token} />
      {problem && (
        <Notice tone="danger" live title="Not withdrawn">
          <p>{problem}</p>
        </Notice>
      )}
      <SubmitButton kind="danger" pendingText="Withdrawing …">
        Confirm withdrawal
      </SubmitButton>
    </form>
  )
}
