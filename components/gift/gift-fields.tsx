import { Field } from '#components/ui/field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'

/** What stands in the fields, as it was typed. */
export interface TypedGift {
  recipientEmail: string
  fromName: string
  message: string
  /** "2026-12-24" */
  sendOn: string
}

/** What a refused gift shows: the fields as they were, and what is wrong with them. */
export interface GiftFormState {
  typed: TypedGift
  fields?: Record<string, string> | undefined
  problem?: string | undefined
}

interface GiftFieldsProps {
  typed: TypedGift
  errors?: Record<string, string> | undefined
}

/** To whom a gift goes, from whom, with which words, and when. */
export function GiftFields({ typed, errors }: GiftFieldsProps) {
  return (
    <>
      <Field
        name="recipientEmail"
        type="email"
        label="E-mail address of who gets it"
        hint="The link goes there. Until it is redeemed you can give the course to somebody else."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={typed.recipientEmail}
        error={errors?.recipientEmail}
      />
      <Field
        name="fromName"
        label="Your name"
        hint="As they read it in the mail."
        autoComplete="name"
        maxLength={100}
        required
        defaultValue={typed.fromName}
        error={errors?.fromName}
      />
      <TextArea
        name="message"
        label="A few words to them"
        hint="If you like: up to 500 characters."
        maxLength={500}
        defaultValue={typed.message}
        error={errors?.message}
      />
      <Field
        name="sendOn"
        type="date"
        label="The link is mailed on"
        hint="Today: as soon as it is paid. A later day: at 08:00 UTC."
        required
        defaultValue={typed.sendOn}
        error={errors?.sendOn}
      />
    </>
  )
}
