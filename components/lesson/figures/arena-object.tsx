import type { Allocator } from '#simulator/index.ts'
import { shown } from './address.ts'
import { FieldTable } from './field-table.tsx'

interface ArenaObjectProps {
  heap: Allocator
  index: number
}

/** An `arena_object`, field by field as CPython names them. */
export function ArenaObject({ heap, index }: ArenaObjectProps) {
  const arena = heap.arenas().find((each) => each.index === index)
  if (!arena) throw new RangeError(`there is no arena ${index}`)
  const neighbour = (other: number | null) => (other === null ? 'null' : `arena ${other}`)
  const [emptied] = arena.freepools
  const rows: [string, string | number, string][] = [
    ['address', shown(arena.address), 'where the arena begins'],
    ['pool_address', shown(arena.pool_address), 'the next pool to be cut'],
    ['nfreepools', arena.nfreepools, 'pools that it can still give: emptied ones, and those not cut yet'],
    ['ntotalpools', arena.ntotalpools, 'pools that it has in all'],
    ['freepools', emptied === undefined ? 'null' : shown(emptied), 'the first of its emptied pools'],
    ['nextarena', neighbour(arena.nextarena), 'next in the list of arenas that have a free pool'],
    ['prevarena', neighbour(arena.prevarena), 'the one before it there'],
  ]
  return <FieldTable className="fields" rows={rows} />
}
