/** Outlines and chains on top of the picture: what was touched, what is chosen, what a list beside the picture points at. */
import { poolClass, sizeClasses } from '#simulator/index.ts'
import type { DisplayList, Link, Mark, Place } from './display-list.ts'
import { type Camera, type Rect, toScreen } from './geometry.ts'
import { arenaRect, blockGrid, blockRect, type Layout, poolRect } from './layout.ts'
import type { HeapSnapshot } from './snapshot.ts'
import { wordOfPool } from './words.ts'

export interface Marks {
  readonly chosen: Place | null
  readonly pointed: Place | null
  /** Places in the order of a list that is pointed at: arrows lead from one to the next. */
  readonly chain: readonly Place[]
}

/** Where a place is in the world. A block of a pool that is not carved is its pool. */
export function rectOf(layout: Layout, snapshot: HeapSnapshot, { arena, pool, block }: Place): Rect {
  if (pool < 0) return arenaRect(layout, arena)
  const rect = poolRect(layout, arena, pool)
  const word = wordOfPool(snapshot.survey, layout.poolsPerArena, arena, pool)
  if (block < 0 || word === null) return rect
  const sizeClass = Math.min(poolClass(word), sizeClasses(layout.profile) - 1)
  return blockRect(rect, blockGrid(layout.profile, sizeClass), block)
}

/** Blocks narrower than that many pixels are marked by their pool. */
const WITH_BLOCK = 3

export function markHeap(
  list: DisplayList,
  snapshot: HeapSnapshot,
  layout: Layout,
  camera: Camera,
  { chosen, pointed, chain }: Marks,
): void {
  const mark = (place: Place | null, kind: Mark['kind']) => {
    if (!place || place.arena >= layout.places) return
    const rect = toScreen(camera, rectOf(layout, snapshot, place))
    const isTiny = place.block >= 0 && rect.width < WITH_BLOCK
    list.marks.push({
      kind,
      rect: isTiny ? toScreen(camera, rectOf(layout, snapshot, { ...place, block: -1 })) : rect,
    })
  }
  mark(snapshot.touched, 'touched')
  mark(chosen, 'chosen')
  mark(pointed, 'pointed')
  const middles = chain
    .filter(({ arena }) => arena < layout.places)
    .map((place) => {
      const { x, y, width, height } = toScreen(camera, rectOf(layout, snapshot, place))
      return { x: x + width / 2, y: y + height / 2 }
    })
  for (let i = 1; i < middles.length; i++) {
    const points = [middles[i - 1], middles[i]].filter((point) => point !== undefined)
    list.links.push({ points, kind: 'chain', strength: 1 } satisfies Link)
  }
}
