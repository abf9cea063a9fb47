const fields = 'Tech, Design, Finance, Marketing, Healthcare, Education, Hospitality, Manufacturing'.split(
  ', ',
)

/** Where the people work whom the course is built for. */
export function FieldsOfWork() {
  return (
    <ul className="flex max-w-measure flex-wrap gap-x-1">
      {fields.map((field, index) => (
        <li key={field}>
          {field}
          {index < fields.length - 1 && <span className="text-muted"> ·</span>}
        </li>
      ))}
    </ul>
  )
}
