import type { Allocator } from '#simulator/index.ts'
import { shown } from './address.ts'

interface FreeChainProps {
  /** One state after another. */
  states: { after: string; heap: Allocator }[]
  /** Any address inside the pool. */
  at: number
}

/** The free list of a pool as it grows: from `freeblock` to the null at its end, the next to be handed out first. */
export function FreeChain({ states, at }: FreeChainProps) {
  return (
    <table className="chain">
      <thead>
        <tr>
          <th scope="col">After</th>
          <th scope="col">Free list, from freeblock</th>
        </tr>
      </thead>
      <tbody>
        {states.map(({ after, heap }) => (
          <tr key={after}>
            <th scope="row">
              <code>{after}</code>
            </th>
            <td className="address">{[...heap.freeList(at).map(shown), 'null'].join(' → ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
