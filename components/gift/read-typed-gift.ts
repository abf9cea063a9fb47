import { textField } from '#lib/domain/form-fields.ts'
import type { TypedGift } from './gift-fields.tsx'

/** What was typed into the fields of a gift, so that it stands in them again. */
export function readTypedGift(form: FormData): TypedGift {
  const read = (name: string) => (textField(form, name) ?? '').slice(0, 1000)
  return {
    recipientEmail: read('recipientEmail'),
    fromName: read('fromName'),
    message: read('message'),
    sendOn: read('sendOn'),
  }
}
