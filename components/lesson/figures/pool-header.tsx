import type { Allocator, RingLink } from '#simulator/index.ts'
import { shown } from './address.ts'
import { poolAt } from './engine.ts'
import { FieldTable } from './field-table.tsx'

interface PoolHeaderProps {
  heap: Allocator
  at: number
}

const link = (value: RingLink | null) =>
  value === null ? 'stale' : value === 'usedpools' ? 'the ring’s end' : shown(value)

/** The header of a pool, field by field as CPython names them. */
export function PoolHeader({ heap, at }: PoolHeaderProps) {
  const pool = poolAt(heap, at)
  const rows: [string, string | number, string][] = [
    ['ref.count', pool.count, 'blocks handed out'],
    [
      'freeblock',
      pool.freeblock === null ? 'null' : shown(pool.freeblock),
      'the block that the next request gets',
    ],
    ['nextpool', link(pool.nextpool), 'next in the ring of its size class'],
    ['prevpool', link(pool.prevpool), 'the one before it there'],
    ['arenaindex', pool.arenaindex, 'which arena it was cut from'],
    ['szidx', pool.szidx, 'its size class'],
    ['nextoffset', pool.nextoffset, 'where the untouched part begins'],
    ['maxnextoffset', pool.maxnextoffset, 'where a block may begin at most'],
  ]
  return <FieldTable className="pool-header" rows={rows} />
}
