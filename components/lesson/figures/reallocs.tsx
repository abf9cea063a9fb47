import { hex } from '#components/allocator/heap-picture.ts'
import type { Pointer } from '#simulator/index.ts'

interface ReallocsProps {
  steps: { from: number; to: number; before: Pointer; after: Pointer }[]
}

const place = (pointer: Pointer) => (typeof pointer === 'number' ? hex(pointer) : 'libc')

function result(before: Pointer, after: Pointer): string {
  if (typeof before !== 'number') return 'libc decides'
  if (typeof after !== 'number') return 'moves to libc'
  return before === after ? 'stays' : 'moves'
}

/** Calls of realloc: from which size to which, and where the block is then. */
export function Reallocs({ steps }: ReallocsProps) {
  return (
    <table className="reallocs">
      <thead>
        <tr>
          <th scope="col">Size</th>
          <th scope="col">New size</th>
          <th scope="col">The block</th>
          <th scope="col">Address</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ from, to, before, after }) => (
          <tr key={`${from} ${to}`}>
            <td>{from}</td>
            <td>{to}</td>
            <td>{result(before, after)}</td>
            <td className="address">
              {place(before) === place(after) ? place(after) : `${place(before)} → ${place(after)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
