'use client'

import { useActionState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { resendGift } from '../gift-actions.ts'

/** Has the link of a gift mailed at once, as a new one. Works without JavaScript. */
export function ResendForm({ order }: { order: string }) {
  const [{ problem, isDone }, action] = useActionState(resendGift, {})
  return (
    <form action={action} className="space-y-3">
      <input type="hidden" name="order" value={order} />
      <SubmitButton kind="secondary" pendingText="Asking for the mail …">
        Mail the link now
      </SubmitButton>
      {problem && (
        <Notice tone="danger" live title="Not mailed">
          <p>{problem}</p>
        </Notice>
      )}
      {isDone && (
        <Notice tone="ok" live>
          <p>A new link is on its way. The one before, if there was one, has ended.</p>
        </Notice>
      )}
    </form>
  )
}
