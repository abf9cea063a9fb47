import type { ReactNode } from 'react'

interface TableProps {
  caption: string
  columns: string[]
  rows: { key: string; cells: ReactNode[] }[]
  empty: string
}

/** A table that is one card a row on a phone, each value with its column's name. */
export function Table({ caption, columns, rows, empty }: TableProps) {
  if (rows.length === 0) return <p className="font-sans text-base text-muted">{empty}</p>
  return (
    <table className="w-full border-collapse font-sans text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr className="border-b border-rule-strong text-left">
          {columns.map((column) => (
            <th key={column} scope="col" className="py-1.5 pr-5 font-medium text-muted">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key} className="border-b border-rule max-md:block max-md:py-3">
            {cells.map((cell, index) => (
              <td
                key={columns[index]}
                className="py-2 pr-5 align-top max-md:grid max-md:grid-cols-[7rem_minmax(0,1fr)] max-md:py-0.5 max-md:pr-0"
              >
                <span aria-hidden="true" className="text-muted md:hidden">
                  {columns[index]}
                </span>
                <span className="min-w-0 break-words">{cell}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
