'use client'

import { useActionState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { buy } from '../actions.ts'

/** The press that leads to the payment page. Works without JavaScript. */
export function BuyForm({ courseSlug, price }: { courseSlug: string; price: string }) {
  const [{ problem }, action] = useActionState(buy, {})
  return (
    <form action={action} className="space-y-5">
      <input type="hidden" name="courseSlug" value={courseSlug} />
      {problem && (
        <Notice tone="danger" live title={problem.code === 'already_owned' ? 'Nothing to buy' : 'Not begun'}>
          <p>{problem.message}</p>
          {problem.code === 'already_owned' && (
            <p>
              <a href={`/learn/${courseSlug}`}>Go to the course</a>
            </p>
          )}
        </Notice>
      )}
      <SubmitButton pendingText="Opening the payment page …">Pay by card: {price}</SubmitButton>
    </form>
  )
}
