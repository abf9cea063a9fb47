import type { Allocator, Pointer } from '#simulator/index.ts'
import { shown } from './address.ts'

interface RouteProps {
  heap: Allocator
  calls: { bytes: number; pointer: Pointer }[]
}

/** Who served which request, and with what. */
export function Route({ heap, calls }: RouteProps) {
  return (
    <table className="route">
      <thead>
        <tr>
          <th scope="col">Request</th>
          <th scope="col">Served by</th>
          <th scope="col">Address</th>
          <th scope="col">Block</th>
        </tr>
      </thead>
      <tbody>
        {calls.map(({ bytes, pointer }) => {
          const pool = typeof pointer === 'number' ? heap.pool(pointer) : null
          return (
            <tr key={bytes}>
              <th scope="row">
                <code>malloc({bytes})</code>
              </th>
              <td>{pool ? 'pymalloc' : 'libc'}</td>
              <td className="address">{typeof pointer === 'number' ? shown(pointer) : 'libc’s own'}</td>
              <td>
                {pool ? (
                  <>
                    <i className={`swatch swatch-used class-${pool.szidx}`} aria-hidden="true" />{' '}
                    {pool.blockSize} bytes
                  </>
                ) : (
                  '–'
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
