import { SubmitButton } from '#components/ui/submit-button.tsx'

interface RetryFormProps {
  action: (form: FormData) => Promise<void>
  fields: Record<string, string>
  text: string
  /** What is retried, for who does not see the row. */
  label: string
}

/** One press that sets something going again. */
export function RetryForm({ action, fields, text, label }: RetryFormProps) {
  return (
    <form action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton kind="secondary" size="small" pendingText="…" aria-label={label}>
        {text}
      </SubmitButton>
    </form>
  )
}
