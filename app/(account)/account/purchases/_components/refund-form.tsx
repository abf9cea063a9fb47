'use client'

import { useActionState } from 'react'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { confirmRefund } from '../actions.ts'

/** The press that refunds. Works without JavaScript; a second press finds it asked for. */
export function RefundForm({ order, buttonText }: { order: string; buttonText: string }) {
  const [{ problem }, action] = useActionState(confirmRefund, {})
  return (
    <form action={action} className="space-y-5">
      <input type="hidden" name="order" value={order} />
      {problem && (
        <Notice tone="danger" live title="Not refunded">
          <p>{problem}</p>
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <SubmitButton kind="danger" pendingText="Requesting the refund …">
          {buttonText}
        </SubmitButton>
        <LinkButton href={`/account/purchases/${order}`} kind="secondary">
          Keep it
        </LinkButton>
      </div>
    </form>
  )
}
