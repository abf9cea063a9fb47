import { SubmitButton } from '#components/ui/submit-button.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'

interface RetryFormProps {
  action: (form: FormData) => Promise<void>
  fields: Record<string, string>
  text: string
  /** What is retried, read aloud after the text: for who does not see the row. */
  about: string
}

/** One press that sets something going again. */
export function RetryForm({ action, fields, text, about }: RetryFormProps) {
  return (
    <form action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton kind="secondary" size="small" pendingText="…">
        {text}
        <VisuallyHidden> {about}</VisuallyHidden>
      </SubmitButton>
    </form>
  )
}
