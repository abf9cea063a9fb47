'use client'

import { useActionState } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { type CryptoState, payGiftWithCrypto, payWithCrypto } from '../actions.ts'

interface CryptoFormProps {
  courseSlug: string
  isGift: boolean
  code: string | null
  /** A guest is asked where the course goes. */
  asksForEmail: boolean
  buttonText: string
}

/** The press that leads to the invoice. Works without JavaScript. */
export function CryptoForm({ courseSlug, isGift, code, asksForEmail, buttonText }: CryptoFormProps) {
  const [{ problem, email }, action] = useActionState<CryptoState, FormData>(
    isGift ? payGiftWithCrypto : payWithCrypto,
    {},
  )
  return (
    <form action={action} className="space-y-5">
      <input type="hidden" name="courseSlug" value={courseSlug} />
      {code && <input type="hidden" name="code" value={code} />}
      {problem && (
        <Notice tone="danger" live title="Not begun">
          <p>{problem}</p>
        </Notice>
      )}
      {asksForEmail && (
        <Field
          name="email"
          type="email"
          label={isGift ? 'Your e-mail' : 'E-mail'}
          hint={`${isGift ? 'The receipt' : 'The course'} goes to this address, with a link that signs you in${isGift ? ' and leads to the gift' : ''}. Read it once more: crypto knows no sender that we could ask.`}
          defaultValue={email}
          key={email}
          autoComplete="email"
          required
        />
      )}
      <SubmitButton pendingText="Opening the payment page …">{buttonText}</SubmitButton>
    </form>
  )
}
