import type { ReactNode } from 'react'
import { hex } from '#lib/domain/exercise/explain.ts'

interface StateTableProps {
  caption: string
  columns: string[]
  rows: { key: string | number; cells: ReactNode[] }[]
  /** Rows that are not shown. */
  more?: number
  empty: string
}

/** A table of an exercise: of one part of the allocator's state. */
export function StateTable({ caption, columns, rows, more = 0, empty }: StateTableProps) {
  return (
    <div className="exercise-table">
      <table>
        <caption>{caption}</caption>
        {rows.length > 0 && (
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell's place is its column
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td>{empty}</td>
            </tr>
          )}
        </tbody>
      </table>
      {more > 0 && <p className="exercise-empty">and {more.toLocaleString('en')} more</p>}
    </div>
  )
}

export const Address = ({ at }: { at: number | null }) =>
  at === null ? '–' : <span className="address">{hex(at)}</span>
