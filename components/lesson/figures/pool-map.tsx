import { type Allocator, FREE_BLOCK, LIVE_BLOCK } from '#simulator/index.ts'
import { shown } from './address.ts'
import { blockStatesAt, poolAt } from './engine.ts'

interface PoolMapProps {
  heap: Allocator
  /** Any address inside the pool. */
  at: number
}

/** A pool, block by block from its first byte: the header, its blocks with their addresses, and what is left at the end. */
export function PoolMap({ heap, at }: PoolMapProps) {
  const pool = poolAt(heap, at)
  const { POOL_SIZE, POOL_OVERHEAD } = heap.profile
  const blocks = blockStatesAt(heap, at).map((state, index) => ({
    state,
    address: pool.address + POOL_OVERHEAD + index * pool.blockSize,
  }))
  const tail = POOL_SIZE - POOL_OVERHEAD - pool.blocks * pool.blockSize
  const count = (state: number) => blocks.filter((block) => block.state === state).length
  const looks = { [LIVE_BLOCK]: 'is-full', [FREE_BLOCK]: 'is-free' } as Record<number, string>
  const words = { [LIVE_BLOCK]: 'live', [FREE_BLOCK]: 'free' } as Record<number, string>
  return (
    <>
      <ol className="pool-map" aria-label={`The pool at ${shown(pool.address)}`}>
        <li className="slot pool-map-other">
          <span className="address">{shown(pool.address)}</span>
          <small>header, {POOL_OVERHEAD} B</small>
        </li>
        {blocks.map(({ state, address }) => (
          <li key={address} className={`slot class-${pool.szidx} ${looks[state] ?? 'is-virgin'}`}>
            <span className="address">{shown(address)}</span>
            <small>{words[state] ?? 'untouched'}</small>
          </li>
        ))}
        {tail > 0 && (
          <li className="slot pool-map-other">
            <span className="address">
              {shown(pool.address + POOL_OVERHEAD + pool.blocks * pool.blockSize)}
            </span>
            <small>tail, {tail} B</small>
          </li>
        )}
      </ol>
      <p className="pool-map-sum">
        {count(LIVE_BLOCK)} live, {count(FREE_BLOCK)} free, {pool.virginBlocks} untouched, of {pool.blocks}{' '}
        blocks of {pool.blockSize} bytes
      </p>
    </>
  )
}
