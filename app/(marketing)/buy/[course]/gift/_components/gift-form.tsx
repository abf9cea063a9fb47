'use client'

import { useActionState } from 'react'
import { GiftFields, type TypedGift } from '#components/gift/gift-fields.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { useFirstFault } from '#components/ui/use-first-fault.ts'
import { CryptoChoice } from '../../_components/ways-to-pay.tsx'
import { buyGift } from '../../actions.ts'

interface GiftFormProps {
  courseSlug: string
  price: string
  begin: TypedGift
  isCryptoOffered: boolean
}

/** Says who gets it, and leads to the payment page of the way that is chosen. Works without JavaScript. */
export function GiftForm({ courseSlug, price, begin, isCryptoOffered }: GiftFormProps) {
  const [{ typed, fields, problem }, action] = useActionState(buyGift, { typed: begin })
  const form = useFirstFault(fields)
  return (
    // Our own sentences instead of the browser's: they stay, and screen readers read them with the field.
    <form ref={form} action={action} noValidate className="max-w-md space-y-5">
      <input type="hidden" name="courseSlug" value={courseSlug} />
      {problem && (
        <Notice tone="danger" live title="Not begun">
          <p>{problem}</p>
        </Notice>
      )}
      <GiftFields typed={typed} errors={fields} />
      <SubmitButton name="way" value="card" pendingText="Opening the payment page …">
        Pay by card: {price}
      </SubmitButton>
      {isCryptoOffered && (
        <CryptoChoice
          button={
            <SubmitButton name="way" value="crypto" kind="secondary" pendingText="One moment …">
              Pay with crypto
            </SubmitButton>
          }
        />
      )}
    </form>
  )
}
