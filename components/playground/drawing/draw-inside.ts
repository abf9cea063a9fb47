/** The inside of a pool: its header, its blocks, what is left at its end, and the free list through it. */
import { FREE_BLOCK, LIVE_BLOCK, type PoolSurvey, poolClass, poolCount, tailWaste } from '#simulator/index.ts'
import type { DisplayList, LabelTone } from './display-list.ts'
import { type Camera, isSeen, type Rect, toScreen, type Viewport } from './geometry.ts'
import { type BlockGrid, blockGrid, blockRect, headerRect, type Layout, poolRect } from './layout.ts'
import { lookOf } from './looks.ts'
import { type HeapSnapshot, hexIn } from './snapshot.ts'
import { indexOfArena } from './words.ts'

/** Width of a block in pixels from which on it says more. */
const WITH_ORDER = 22
const WITH_ADDRESS = 52
const WITH_LINK = 118
const CLOSE = 260
/** Width of a letter of the memory face, by its size. */
const LETTER = 0.6
/** Edge of a pool in pixels from which on its free list is drawn as arrows, and how many of them. */
const ARROWS_FROM = 240
const ARROWS = 12

interface Inside {
  list: DisplayList
  layout: Layout
  camera: Camera
  viewport: Viewport
  inside: PoolSurvey
  /** On the screen. */
  rect: Rect
  /** In the world. */
  pool: Rect
  grid: BlockGrid
  sizeClass: number
  count: number
  /** Address of the pool. */
  address: number
}

export function drawInside(
  list: DisplayList,
  { survey }: HeapSnapshot,
  layout: Layout,
  camera: Camera,
  viewport: Viewport,
  inside: PoolSurvey,
): void {
  const i = indexOfArena(survey, inside.arena)
  const word = survey.pools[i * layout.poolsPerArena + inside.pool]
  if (word === undefined) return
  const sizeClass = poolClass(word)
  const pool = poolRect(layout, inside.arena, inside.pool)
  const given: Inside = {
    list,
    layout,
    camera,
    viewport,
    inside,
    rect: toScreen(camera, pool),
    pool,
    grid: blockGrid(layout.profile, sizeClass),
    sizeClass,
    count: poolCount(word),
    address: (survey.firstPools[i] as number) + inside.pool * layout.profile.POOL_SIZE,
  }
  drawHeader(given)
  drawBlocks(given)
  if (given.rect.width >= ARROWS_FROM && isInTheMiddle(given)) drawArrows(given)
}

function drawHeader(given: Inside): void {
  const { list, camera, inside, rect, pool, sizeClass, count, grid, address, layout } = given
  const { profile } = layout
  const header = toScreen(camera, headerRect(pool))
  list.insides.add(header, lookOf('header', sizeClass), inside.arena, inside.pool, -1)
  if (rect.width < 120) return
  const size = Math.min(15, Math.max(10, header.height * 0.42))
  const y = header.y + header.height / 2 + size * 0.36
  const [next] = inside.freeOrder
  const head = next === undefined ? 'NULL' : hexIn(profile, blockAddress(given, next))
  const bytes = (sizeClass + 1) * profile.ALIGNMENT
  const at = hexIn(profile, address)
  const sentences = [
    `pool_header at ${at}   ref.count ${count}   freeblock ${head}   szidx ${sizeClass}   arenaindex ${inside.arena}`,
    `${at}   ${count} of ${grid.blocks} × ${bytes} bytes   freeblock ${head}`,
    `${at}   ${count} of ${grid.blocks} × ${bytes} bytes`,
    `${at}  ${count}/${grid.blocks} × ${bytes}`,
  ]
  const says =
    sentences.find(({ length }) => length * size * LETTER + size < header.width) ??
    `${count}/${grid.blocks} × ${bytes}`
  list.labels.push({ x: header.x + size * 0.5, y, text: says, size, align: 'start', tone: 'ink' })
}

function blockAddress({ address, sizeClass, layout: { profile } }: Inside, block: number): number {
  return address + profile.POOL_OVERHEAD + block * (sizeClass + 1) * profile.ALIGNMENT
}

function drawBlocks(given: Inside): void {
  const { list, camera, viewport, inside, pool, grid, sizeClass, layout } = given
  const { arena, pool: place, states } = inside
  const cell = grid.width * camera.scale
  const orders =
    cell >= WITH_ORDER ? new Map(Array.from(inside.freeOrder, (block, i) => [block, i])) : undefined
  for (let block = 0; block < grid.blocks; block++) {
    const rect = toScreen(camera, blockRect(pool, grid, block))
    if (!isSeen(rect, viewport)) continue
    const state = states[block]
    const name = state === LIVE_BLOCK ? 'full' : state === FREE_BLOCK ? 'free' : 'virgin'
    list.insides.add(rect, lookOf(name, sizeClass), arena, place, block)
    if (orders) labelBlock(given, block, rect, orders.get(block))
  }
  const last = toScreen(camera, blockRect(pool, grid, grid.blocks))
  // What no block fits into is shown where the next one would stand, if that place is inside of the pool.
  if (
    tailWaste(layout.profile, sizeClass) > 0 &&
    grid.blocks % grid.columns !== 0 &&
    isSeen(last, viewport)
  ) {
    list.insides.add(last, lookOf('lost'), arena, place, -1)
    if (cell >= WITH_LINK)
      label(
        given,
        last,
        0,
        `${tailWaste(layout.profile, sizeClass)} bytes that fit no block`,
        'muted',
        lineSize(last),
      )
  }
}

const lineSize = (rect: Rect) => Math.min(22, Math.max(10, Math.min(rect.height / 4.5, rect.width / 13)))

function label(
  { list }: Inside,
  rect: Rect,
  line: number,
  text: string,
  tone: LabelTone,
  size: number,
): void {
  list.labels.push({
    x: rect.x + size * 0.6,
    y: rect.y + size * (1.35 + line * 1.45),
    text,
    size,
    align: 'start',
    tone,
  })
}

/** What a block says about itself: its place in the free list, its address, its link, the nearer the more. */
function labelBlock(given: Inside, block: number, rect: Rect, order: number | undefined): void {
  const { list, inside, sizeClass, layout } = given
  const { profile } = layout
  const live = inside.states[block] === LIVE_BLOCK
  const tone: LabelTone = live ? 'on-full' : inside.states[block] === FREE_BLOCK ? 'on-free' : 'muted'
  const address = hexIn(profile, blockAddress(given, block))
  if (rect.width < WITH_ADDRESS) {
    if (order !== undefined && order < 99 && rect.height >= 12)
      list.labels.push({
        x: rect.x + rect.width / 2,
        y: rect.y + rect.height / 2 + 4,
        text: `${order + 1}`,
        size: 10,
        align: 'center',
        tone,
      })
    return
  }
  if (rect.height < 15) return
  const size = rect.width >= WITH_LINK ? lineSize(rect) : 10
  label(given, rect, 0, address, tone, size)
  if (rect.width < WITH_LINK || rect.height < 3.2 * size) return
  const next = order === undefined ? undefined : inside.freeOrder[order + 1]
  const link = next === undefined ? 'NULL' : hexIn(profile, blockAddress(given, next))
  if (order === undefined) {
    label(given, rect, 1, live ? 'in use' : 'never handed out', tone, size)
    if (rect.width >= CLOSE)
      label(
        given,
        rect,
        2,
        live ? `${(sizeClass + 1) * profile.ALIGNMENT} bytes, its owner's` : `nextoffset passes it by`,
        tone,
        size,
      )
    return
  }
  label(
    given,
    rect,
    1,
    rect.width >= CLOSE ? `free: number ${order + 1} in its list` : `free → ${link}`,
    tone,
    size,
  )
  if (rect.width >= CLOSE)
    label(
      given,
      rect,
      2,
      `its first ${profile.pointerBytes} bytes: ${link === 'NULL' ? 'NULL, the end' : `→ ${link}`}`,
      tone,
      size,
    )
}

/** Only one pool shows its arrows: the one that is looked at. */
const isInTheMiddle = ({ rect, viewport }: Inside) =>
  rect.x < viewport.width / 2 &&
  rect.y < viewport.height / 2 &&
  rect.x + rect.width > viewport.width / 2 &&
  rect.y + rect.height > viewport.height / 2

/** Arrows from the header along the free list, in its own order. */
function drawArrows(given: Inside): void {
  const { list, camera, inside, pool, grid } = given
  // In the lower half of a block: above it stands what the block says.
  const below = (rect: Rect) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height * 0.82 })
  const header = toScreen(camera, headerRect(pool))
  let from = { x: header.x + header.width * 0.62, y: header.y + header.height }
  const shown = Math.min(ARROWS, inside.freeOrder.length)
  for (let i = 0; i < shown; i++) {
    const to = below(toScreen(camera, blockRect(pool, grid, inside.freeOrder[i] as number)))
    list.links.push({ points: [from, to], kind: 'free-list', strength: 1 - (i / ARROWS) * 0.9 })
    from = to
  }
}
