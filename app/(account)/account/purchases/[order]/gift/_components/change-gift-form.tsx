'use client'

import { useActionState } from 'react'
import { GiftFields, type TypedGift } from '#components/gift/gift-fields.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { useFirstFault } from '#components/ui/use-first-fault.ts'
import { saveGift } from '../../../gift-actions.ts'

/** Changes a gift. Works without JavaScript. */
export function ChangeGiftForm({ order, begin }: { order: string; begin: TypedGift }) {
  const [{ typed, fields, problem }, action] = useActionState(saveGift, { typed: begin })
  const form = useFirstFault(fields)
  return (
    <form ref={form} action={action} noValidate className="max-w-md space-y-5">
      <input type="hidden" name="order" value={order} />
      {problem && (
        <Notice tone="danger" live title="Not saved">
          <p>{problem}</p>
        </Notice>
      )}
      <GiftFields typed={typed} errors={fields} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText="Saving …">Save, and mail the new link</SubmitButton>
        <LinkButton href={`/account/purchases/${order}`} kind="secondary">
          Leave it as it is
        </LinkButton>
      </div>
    </form>
  )
}
