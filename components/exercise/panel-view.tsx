import { useId } from 'react'
import type { Panel } from '#lib/domain/models/model.ts'

const PER_ROW = 16
const byte = (n: number) => n.toString(16).padStart(2, '0')

/** Bytes as a dump: offset, sixteen bytes, and what of them is text. */
function dump(bytes: number[]): string {
  const rows: string[] = []
  for (let at = 0; at < bytes.length; at += PER_ROW) {
    const row = bytes.slice(at, at + PER_ROW)
    const text = row.map((n) => (n >= 0x20 && n < 0x7f ? String.fromCharCode(n) : '.')).join('')
    rows.push(
      `+${String(at).padStart(3, '0')}  ${row
        .map(byte)
        .join(' ')
        .padEnd(3 * PER_ROW)} ${text}`,
    )
  }
  return rows.join('\n')
}

/** Something to look at. Wide things scroll inside themselves. */
export function PanelView({ panel }: { panel: Panel }) {
  const id = useId()
  const { title, body } = panel
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard
    <section className="exercise-table" aria-labelledby={id} tabIndex={0}>
      <p id={id} className="exercise-caption">
        {title}
      </p>
      {body.kind === 'text' && <pre>{body.text}</pre>}
      {body.kind === 'bytes' && <pre>{dump(body.bytes)}</pre>}
      {body.kind === 'table' && (
        <table>
          <thead>
            <tr>
              {body.columns.map((column) =>
                column === '' ? (
                  <td key={column} />
                ) : (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {body.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a panel never change
              <tr key={index}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell's place is its column
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
