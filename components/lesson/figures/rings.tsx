import type { Allocator } from '#simulator/index.ts'
import { shown } from './address.ts'

interface RingsProps {
  sizeClass: number
  /** One state after another. */
  states: { after: string; heap: Allocator }[]
  /** What the page calls the pools, by their addresses from the beginning of the region. */
  names?: Record<string, string>
}

/** The ring of a size class in several states: its pools from the front, and those that stand outside of it. */
export function Rings({ sizeClass, states, names = {} }: RingsProps) {
  return (
    <ol className="rings">
      {states.map(({ after, heap }) => {
        const front = heap.ring(sizeClass)
        const pools = heap.pools().filter(({ szidx }) => szidx === sizeClass)
        const inRing = front.flatMap((at) => pools.filter(({ address }) => address === at))
        const outside = pools.filter(({ address }) => !front.includes(address))
        const draw = ({ address, count, blocks, state }: (typeof pools)[number]) => (
          <li key={address} className={`slot class-${sizeClass} is-${state === 'empty' ? 'free' : state}`}>
            {names[shown(address)] && <strong>{names[shown(address)]}</strong>}
            <span className="address">{shown(address)}</span>
            <small>
              {count} of {blocks}
            </small>
          </li>
        )
        return (
          <li key={after}>
            <p className="rings-after">{after}</p>
            <p className="rings-label">In the ring, front first{inRing.length === 0 && ': nothing'}</p>
            {inRing.length > 0 && <ol className="rings-pools">{inRing.map(draw)}</ol>}
            {outside.length > 0 && (
              <>
                <p className="rings-label">Outside</p>
                <ul className="rings-pools">{outside.map(draw)}</ul>
              </>
            )}
          </li>
        )
      })}
    </ol>
  )
}
