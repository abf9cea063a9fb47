import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import type { Cell } from '#components/allocator/cells.ts'
import type { ArenaPicture } from '#components/allocator/heap-picture.ts'

interface HeapStagesProps {
  stages: readonly {
    title: string
    arenas: readonly ArenaPicture[]
    /** Arenas, and pools with at least one live block. */
    count: number
    pinned: number
    /** Live blocks. */
    live: number
    /** Percent of the arenas' bytes that are in live blocks. */
    inUse: number
    usable: readonly { index: number; free: number }[]
  }[]
}

/**
 * What holds an arena is whether a pool is in use, and not by how many blocks: a pool in use is drawn half full, and one
 * that was emptied like one that was never cut.
 */
function cellOf(cell: Cell): Cell {
  if (cell.state === 'used') return { ...cell, filled: 0.55 }
  return cell.state === 'free' ? { state: 'virgin' } : cell
}

/** All arenas of a heap at several moments, with the numbers that sum them up. */
export function HeapStages({ stages }: HeapStagesProps) {
  return (
    <ol className="heap-stages">
      {stages.map(({ title, arenas, count, pinned, live, inUse, usable }) => (
        <li key={title}>
          <p className="heap-stage-title">{title}</p>
          <div className="heap-stage-arenas" aria-hidden="true">
            {arenas.map(({ index, cells }) => (
              <ArenaMark key={index} cells={cells.map(cellOf)} />
            ))}
          </div>
          <dl>
            <div>
              <dt>arenas</dt>
              <dd>{count}</dd>
            </div>
            <div>
              <dt>pools in use</dt>
              <dd>{pinned}</dd>
            </div>
            <div>
              <dt>live blocks</dt>
              <dd>{live.toLocaleString('en')}</dd>
            </div>
            <div>
              <dt>bytes in use</dt>
              <dd>{inUse.toFixed(1)} %</dd>
            </div>
            <div>
              <dt>usable_arenas</dt>
              <dd className="address">
                {usable.map(({ index, free }) => `${index}(${free})`).join(' → ') || 'empty'}
              </dd>
            </div>
          </dl>
        </li>
      ))}
    </ol>
  )
}
