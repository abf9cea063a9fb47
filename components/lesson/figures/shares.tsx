interface SharesProps {
  /** What all of it is, in the unit of the rows. */
  whole: number
  unit: string
  rows: { deed: string; own: number }[]
}

/** How much of something shared each deed makes private; widths are to scale. */
export function Shares({ whole, unit, rows }: SharesProps) {
  return (
    <table className="shares">
      <thead>
        <tr>
          <th scope="col">The child</th>
          <th scope="col">Private</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ deed, own }) => (
          <tr key={deed}>
            <th scope="row">{deed}</th>
            <td>
              {own} {unit}
            </td>
            <td className="shares-bar">
              <svg viewBox={`0 0 ${whole} 14`} preserveAspectRatio="none" aria-hidden="true">
                <rect className="shared" width={whole} height="14" />
                <rect className="private" width={own} height="14" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
