/** From the heap and the camera to a display list: all arenas, with as much of their insides as has room. */
import {
  blocksPerPool,
  POOL_FULL,
  POOL_LOST,
  POOL_USED,
  POOL_VIRGIN,
  poolClass,
  poolCount,
  poolState,
  SURVEY_ARENA_WORDS,
} from '#simulator/index.ts'
import type { DisplayList } from './display-list.ts'
import { drawInside } from './draw-inside.ts'
import { type Camera, isSeen, type Rect, toScreen, type Viewport } from './geometry.ts'
import { arenaRect, type Layout, poolRect } from './layout.ts'
import { type LookName, lookOf } from './looks.ts'
import type { HeapSnapshot } from './snapshot.ts'

/** Edge of a pool in pixels from which on its blocks begin to show, and at which they show wholly. */
const INSIDE_FROM = 44
const INSIDE_WHOLLY = 76
/** Width of an arena in pixels below which it is one rectangle. */
const ARENA_FROM = 18

const clamp = (n: number) => Math.min(1, Math.max(0, n))

/** Edge of a pool in pixels. */
const poolEdge = (camera: Camera) => 100 * camera.scale

/** Which insides the picture has room for: what a snapshot should bring. At most 400 pools. */
export function poolsToAsk(
  layout: Layout,
  camera: Camera,
  viewport: Viewport,
): [arena: number, pool: number][] {
  if (poolEdge(camera) < INSIDE_FROM) return []
  const wanted: [number, number][] = []
  for (let arena = 0; arena < layout.places; arena++) {
    if (!isSeen(toScreen(camera, arenaRect(layout, arena)), viewport)) continue
    for (let pool = 0; pool < layout.poolsPerArena; pool++)
      if (isSeen(toScreen(camera, poolRect(layout, arena, pool)), viewport)) wanted.push([arena, pool])
  }
  return wanted.slice(0, 400)
}

/** Draws the heap. The list is cleared first, so that one can serve every frame. */
export function drawHeap(
  list: DisplayList,
  snapshot: HeapSnapshot,
  layout: Layout,
  camera: Camera,
  viewport: Viewport,
): void {
  list.clear()
  const edge = poolEdge(camera)
  list.insideFade = clamp((edge - INSIDE_FROM) / (INSIDE_WHOLLY - INSIDE_FROM))
  const { arenas } = snapshot.survey
  const present = new Set<number>()
  for (let i = 0; i < arenas.length; i += SURVEY_ARENA_WORDS) {
    const index = arenas[i] as number
    present.add(index)
    const rect = toScreen(camera, arenaRect(layout, index))
    if (!isSeen(grown(rect, 24), viewport)) continue
    nameArena(list, rect, index, arenas[i + 1] as number, arenas[i + 2] as number)
    if (rect.width < ARENA_FROM) drawSmallArena(list, snapshot, layout, i / SURVEY_ARENA_WORDS, rect)
    else drawPools(list, snapshot, layout, camera, viewport, i / SURVEY_ARENA_WORDS)
  }
  for (let index = 0; index < layout.places; index++) {
    if (present.has(index)) continue
    const rect = toScreen(camera, arenaRect(layout, index))
    if (!isSeen(grown(rect, 24), viewport)) continue
    list.pools.add(rect, lookOf('absent'), index, -1, -1)
    if (rect.width >= 150)
      list.labels.push({
        x: rect.x + rect.width / 2,
        y: rect.y + rect.height / 2,
        text: 'not ours now',
        size: 12,
        align: 'center',
        tone: 'muted',
      })
  }
  if (list.insideFade > 0)
    for (const inside of snapshot.insides) {
      const at = toScreen(camera, poolRect(layout, inside.arena, inside.pool))
      if (isSeen(at, viewport)) drawInside(list, snapshot, layout, camera, viewport, inside)
    }
}

const grown = (rect: Rect, by: number): Rect => ({
  x: rect.x - by,
  y: rect.y - by,
  width: rect.width + 2 * by,
  height: rect.height + 2 * by,
})

function nameArena(list: DisplayList, rect: Rect, index: number, free: number, total: number): void {
  if (rect.width < 84) return
  const y = rect.y - 7
  list.labels.push({ x: rect.x, y, text: `arena ${index}`, size: 12, align: 'start', tone: 'ink' })
  if (rect.width >= 190)
    list.labels.push({
      x: rect.x + rect.width,
      y,
      text: `${free} of ${total} free`,
      size: 12,
      align: 'end',
      tone: 'muted',
    })
}

/** One rectangle for a whole arena, filled by the share of its pools that are in use. */
function drawSmallArena(
  list: DisplayList,
  { survey }: HeapSnapshot,
  layout: Layout,
  i: number,
  rect: Rect,
): void {
  const [index = 0, free = 0] = survey.arenas.subarray(i * SURVEY_ARENA_WORDS)
  const share = 1 - free / layout.poolsPerArena
  list.pools.add(rect, lookOf('virgin'), index, -1, -1)
  list.fills.add(fromBelow(rect, share), lookOf(share === 1 ? 'full' : 'used', 20), index, -1, -1)
}

const fromBelow = (rect: Rect, share: number): Rect => ({
  ...rect,
  y: rect.y + rect.height * (1 - share),
  height: rect.height * share,
})

const lookOfState: Record<number, LookName> = {
  [POOL_VIRGIN]: 'virgin',
  [POOL_LOST]: 'lost',
  [POOL_FULL]: 'full',
}

function drawPools(
  list: DisplayList,
  { survey }: HeapSnapshot,
  layout: Layout,
  camera: Camera,
  viewport: Viewport,
  i: number,
): void {
  const index = survey.arenas[i * SURVEY_ARENA_WORDS] as number
  const { profile } = layout
  const edge = poolEdge(camera)
  const withSize = edge >= 30 && list.insideFade < 0.5
  for (let k = 0; k < layout.poolsPerArena; k++) {
    const rect = toScreen(camera, poolRect(layout, index, k))
    if (!isSeen(rect, viewport)) continue
    const word = survey.pools[i * layout.poolsPerArena + k] as number
    const [state, sizeClass] = [poolState(word), poolClass(word)]
    if (list.insideFade === 1 && state !== POOL_VIRGIN && state !== POOL_LOST) {
      list.pools.add(rect, lookOf('ground', sizeClass), index, k, -1)
      continue
    }
    list.pools.add(rect, lookOf(lookOfState[state] ?? 'free', sizeClass), index, k, -1)
    if (state === POOL_USED) {
      const share = poolCount(word) / blocksPerPool(profile, sizeClass)
      // What is in use at all shows as at least a pixel.
      const filled = Math.max(share, Math.min(1, 1 / edge))
      list.fills.add(fromBelow(rect, filled), lookOf('used', sizeClass), index, k, -1)
    }
    if (withSize && state !== POOL_VIRGIN && state !== POOL_LOST)
      list.labels.push({
        x: rect.x + rect.width / 2,
        y: rect.y + rect.height / 2 + 4,
        text: `${(sizeClass + 1) * profile.ALIGNMENT}`,
        size: 11,
        align: 'center',
        tone: state === POOL_FULL ? 'on-full' : state === POOL_USED ? 'on-used' : 'on-free',
      })
  }
}
