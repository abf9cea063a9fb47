interface LayersProps {
  rows: { name: string; asks: string }[]
}

/** Parties that a request may meet, the first one on top. */
export function Layers({ rows }: LayersProps) {
  return (
    <ol className="layers">
      {rows.map(({ name, asks }) => (
        <li key={name}>
          <strong>{name}</strong>
          <span>{asks}</span>
        </li>
      ))}
    </ol>
  )
}
