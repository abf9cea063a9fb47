import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import type { PoolPicture } from '#components/allocator/heap-picture.ts'
import { padNumber } from './pad-number.ts'

/** The pool that was touched last, block by block. */
export function PoolFigure({ pool }: { pool: PoolPicture | null }) {
  const blocks = pool?.cells.length ?? 0
  return (
    <div>
      <p className="mb-1.5 flex flex-wrap justify-between gap-x-2 text-xs whitespace-nowrap">
        <span className="font-mono">pool {pool?.address}</span>
        <span className="text-muted tabular-nums">
          {pool && `${padNumber(pool.count, 3)} of ${blocks} × ${pool.blockSize} bytes`}
        </span>
      </p>
      <div className="aspect-[2/1]">
        {pool && (
          <ArenaMark
            cells={pool.cells}
            columns={Math.ceil(Math.sqrt(blocks * 2))}
            touched={pool.touched}
            label={`Pool at ${pool.address}: ${pool.count} of ${blocks} blocks of ${pool.blockSize} bytes in use.`}
            className="block size-full"
          />
        )}
      </div>
    </div>
  )
}
