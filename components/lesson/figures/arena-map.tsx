import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import type { Cell } from '#components/allocator/cells.ts'
import type { Allocator, ArenaView, PoolView } from '#simulator/index.ts'
import { shown } from './address.ts'

interface ArenaMapProps {
  heap: Allocator
  /** Indices of the arenas to show; all of them when it is not said. */
  arenas?: number[]
}

const looks = { empty: 'free', used: 'used', full: 'full' } as const

function cellOf(
  arena: ArenaView,
  { POOL_SIZE, ARENA_SIZE }: Allocator['profile'],
  slot: number,
  pool?: PoolView,
): Cell {
  if (slot < arena.address || slot + POOL_SIZE > arena.address + ARENA_SIZE) return { state: 'lost' }
  if (!pool) return { state: 'virgin' }
  return { state: looks[pool.state], sizeClass: pool.szidx, filled: pool.count / pool.blocks }
}

/** Arenas as they lie on the multiples of the pool size: their pools, and the slots that reach over an end. */
export function ArenaMap({ heap, arenas }: ArenaMapProps) {
  const { POOL_SIZE, ARENA_SIZE } = heap.profile
  const pools = heap.pools()
  return (
    <div className="arena-maps">
      {heap
        .arenas()
        .filter(({ index }) => arenas?.includes(index) ?? true)
        .map((arena) => {
          const end = arena.address + ARENA_SIZE
          const first = arena.address - (arena.address % POOL_SIZE)
          const behind = (end - arena.firstPool) % POOL_SIZE
          const cells: Cell[] = []
          for (let slot = first; slot < end; slot += POOL_SIZE)
            cells.push(
              cellOf(
                arena,
                heap.profile,
                slot,
                pools.find(({ address }) => address === slot),
              ),
            )
          const rows: [string, string | number][] = [
            ['begins at', shown(arena.address)],
            ['first pool at', shown(arena.firstPool)],
            ['pools', arena.ntotalpools],
            ['pools cut so far', arena.carvedPools],
            ['bytes lost in front', (arena.firstPool - arena.address).toLocaleString('en')],
            ['bytes lost behind', behind.toLocaleString('en')],
            ['ends at', shown(end)],
          ]
          return (
            <div key={arena.index}>
              <ArenaMark cells={cells} className="arena-map" />
              <table>
                <caption>Arena {arena.index}</caption>
                <tbody>
                  {rows.map(([name, value]) => (
                    <tr key={name}>
                      <th scope="row">{name}</th>
                      <td className="address">{value}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        })}
    </div>
  )
}
