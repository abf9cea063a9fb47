interface GuardedBlockProps {
  /** From the first byte on, in the order of their addresses. */
  rows: { at: string; bytes: readonly string[]; what: string; kind: 'note' | 'guard' | 'data' }[]
}

/** A block with what the debug hooks put around it: where, which bytes, and what they are. */
export function GuardedBlock({ rows }: GuardedBlockProps) {
  return (
    <table className="guarded">
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">Bytes</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ at, bytes, what, kind }) => (
          <tr key={at} className={`guarded-${kind}`}>
            <th scope="row" className="address">
              {at}
            </th>
            <td className="address">{bytes.join(' ')}</td>
            <td>{what}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
