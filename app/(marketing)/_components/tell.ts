import { hex } from '#components/allocator/heap-picture.ts'
import type { AllocatorEvent } from '#simulator/index.ts'

/** An event in words. */
export interface Told {
  /** An address, or the arena's number. */
  where: string
  text: string
  /** Of a batch of events, the highest is told. */
  rank: number
  /** Rare, and worth a moment's pause. */
  notable: boolean
}

const arena = (index: number) => `arena ${index}`

/** Says what an event means; null for those that only bookkeepers care about. */
export function tell(event: AllocatorEvent): Told | null {
  const told = (rank: number, where: string, text: string): Told => ({
    where,
    text,
    rank,
    notable: rank >= 7,
  })
  switch (event.type) {
    case 'ARENA_RELEASED':
      return told(9, arena(event.arena), 'wholly free: goes home to the system')
    case 'ARENA_NEW':
      return told(9, arena(event.arena), `taken from the system, ${event.ntotalpools} pools`)
    case 'ARENA_KEPT':
      return told(8, arena(event.arena), 'wholly free, but last in the list: kept')
    case 'ARENA_LEFT_LIST':
      return told(7, arena(event.arena), 'its last free pool is taken: off the list')
    case 'POOL_EMPTY':
      return told(5, hex(event.pool), 'pool empty: handed back to its arena')
    case 'POOL_FULL':
      return told(4, hex(event.pool), `pool full at ${event.count} blocks: leaves its ring`)
    case 'POOL_REINIT':
      return told(4, hex(event.pool), 'emptied pool set up for another size')
    case 'POOL_CARVED':
      return told(3, hex(event.pool), 'new pool cut from the arena')
    case 'POOL_UNFULL':
      return told(2, hex(event.pool), 'was full: rejoins its ring')
    case 'BLOCK_FREED':
      return told(1, hex(event.address), `block back; ${event.count} in use in its pool`)
    case 'HIT':
      return told(1, hex(event.address), `block taken; ${event.count} in use in its pool`)
    case 'POOL_REUSED_SAME_CLASS':
      return told(2, hex(event.address), 'emptied pool used again for the same size')
    default:
      return null
  }
}

/** The most telling of some events. */
export function mostTelling(events: readonly AllocatorEvent[], than: Told | null = null): Told | null {
  let best = than
  for (const event of events) {
    const told = tell(event)
    if (told && told.rank > (best?.rank ?? 0)) best = told
  }
  return best
}
