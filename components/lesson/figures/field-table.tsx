interface FieldTableProps {
  className: string
  /** Name of the C field, its value, and what it means. */
  rows: [string, string | number, string][]
}

/** The fields of one of the allocator's structs. */
export function FieldTable({ className, rows }: FieldTableProps) {
  return (
    <table className={className}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Value</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([field, value, meaning]) => (
          <tr key={field}>
            <th scope="row">
              <code>{field}</code>
            </th>
            <td className="address">{value}</td>
            <td>{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
