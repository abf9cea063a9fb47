/**
 * Where everything lies in the world: arenas in a grid by their index, pools in an arena by their address, blocks in a pool by
 * theirs. A pool is 100 units wide. Sizes inside a pool are not to scale (a header is 48 of 16,384 bytes), orders are.
 */
import { blocksPerPool, type Profile, poolsPerArena } from '#simulator/index.ts'
import type { Rect, Viewport } from './geometry.ts'

const POOL = 100
const POOL_GAP = 9
const ARENA_GAP = 70
/** Room for an arena's name, above it. */
const NAME = 74

/** Of a pool's 100 units, what lies around the blocks. */
const HEADER = 13
const INSET = 4

export interface Layout {
  readonly profile: Profile
  /** For how many arenas there is a place. */
  readonly places: number
  readonly columns: number
  readonly poolsPerArena: number
  readonly poolColumns: number
  /** Edges of an arena without its name. */
  readonly arenaWidth: number
  readonly arenaHeight: number
  readonly world: Rect
}

/** Pools in a row: 8 of an arena's 64. */
const columnsOf = (pools: number) => 2 ** Math.ceil(Math.log2(pools) / 2)

/** Places are made for some arenas more than there are, so that the picture does not move with each new one. */
function placesFor(arenas: number): number {
  return arenas <= 2 ? Math.max(1, arenas) : Math.ceil(arenas / 4) * 4
}

/** The layout in which `arenas` arenas are largest in a viewport. */
export function layOut(profile: Profile, arenas: number, viewport: Viewport): Layout {
  const pools = poolsPerArena(profile)
  const poolColumns = columnsOf(pools)
  const across = (n: number) => n * (POOL + POOL_GAP) - POOL_GAP
  const arenaWidth = across(poolColumns)
  const arenaHeight = across(pools / poolColumns)
  const places = placesFor(arenas)
  const size = (columns: number) => ({
    width: columns * (arenaWidth + ARENA_GAP) - ARENA_GAP,
    height: Math.ceil(places / columns) * (arenaHeight + NAME + ARENA_GAP) - ARENA_GAP,
  })
  const scale = (columns: number) => {
    const { width, height } = size(columns)
    return Math.min(viewport.width / width, viewport.height / height)
  }
  let columns = 1
  for (let c = 2; c <= places; c++) if (scale(c) > scale(columns)) columns = c
  return {
    profile,
    places,
    columns,
    poolsPerArena: pools,
    poolColumns,
    arenaWidth,
    arenaHeight,
    world: { x: 0, y: 0, ...size(columns) },
  }
}

/** The pools of an arena, without its name. */
export function arenaRect(layout: Layout, index: number): Rect {
  return {
    x: (index % layout.columns) * (layout.arenaWidth + ARENA_GAP),
    y: Math.floor(index / layout.columns) * (layout.arenaHeight + NAME + ARENA_GAP) + NAME,
    width: layout.arenaWidth,
    height: layout.arenaHeight,
  }
}

/** The pool at a place of an arena. */
export function poolRect(layout: Layout, arena: number, pool: number): Rect {
  const { x, y } = arenaRect(layout, arena)
  return {
    x: x + (pool % layout.poolColumns) * (POOL + POOL_GAP),
    y: y + Math.floor(pool / layout.poolColumns) * (POOL + POOL_GAP),
    width: POOL,
    height: POOL,
  }
}

/** How the blocks of a class stand in their pool. */
export interface BlockGrid {
  readonly blocks: number
  readonly columns: number
  readonly rows: number
  /** Edges of a cell, space included. */
  readonly width: number
  readonly height: number
}

/** Cells about 1.7 times as wide as high: an address stands in them. */
export function blockGrid(profile: Profile, sizeClass: number): BlockGrid {
  const blocks = blocksPerPool(profile, sizeClass)
  const [width, height] = [POOL - 2 * INSET, POOL - HEADER - 2 * INSET]
  const columns = Math.max(1, Math.round(Math.sqrt((blocks * width) / height / 1.7)))
  const rows = Math.ceil(blocks / columns)
  return { blocks, columns, rows, width: width / columns, height: height / rows }
}

/** A pool's header: the strip at its top. */
export function headerRect(pool: Rect): Rect {
  return { x: pool.x + INSET, y: pool.y + INSET, width: pool.width - 2 * INSET, height: HEADER - INSET }
}

/** A block, without the space around it. `block` may be the number behind the last: the place of the tail. */
export function blockRect(pool: Rect, grid: BlockGrid, block: number): Rect {
  const space = Math.min(grid.width, grid.height) * 0.07
  return {
    x: pool.x + INSET + (block % grid.columns) * grid.width + space,
    y: pool.y + INSET + HEADER + Math.floor(block / grid.columns) * grid.height + space,
    width: grid.width - 2 * space,
    height: grid.height - 2 * space,
  }
}
