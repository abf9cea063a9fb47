'use client'

import { useMemo } from 'react'
import { accountLines } from './line-account.ts'
import type { PythonRun } from './python-runner.ts'

/** So many lines are told. */
const SHOWN = 8

const number = (n: number) => n.toLocaleString('en')

/** What the lines of a program asked for, those with the most bytes first. */
export function LineTable({ run }: { run: PythonRun }) {
  const accounts = useMemo(() => accountLines(run.log, run.requests), [run])
  const source = useMemo(() => run.program.split('\n'), [run])
  if (accounts.length === 0) return null
  const shown = accounts.slice(0, SHOWN)
  return (
    <div className="python-lines">
      <table>
        <caption>What each line asked for</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col" className="is-number">
              Blocks
            </th>
            <th scope="col" className="is-number">
              Bytes
            </th>
            <th scope="col" className="is-number">
              Bytes at the end
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ line, blocks, bytes, liveBytes }) => (
            <tr key={line}>
              <th scope="row">
                {line} <code title={source[line - 1]?.trim()}>{source[line - 1]?.trim()}</code>
              </th>
              <td className="is-number">{number(blocks)}</td>
              <td className="is-number">{number(bytes)}</td>
              <td className="is-number">{number(liveBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {accounts.length > SHOWN && <p>{number(accounts.length - SHOWN)} more lines asked for less.</p>}
    </div>
  )
}
