/**
 * What the arena mark draws: cells in rows. The cells come from a simulator's heap (`heap-picture.ts`), or stand for lessons
 * (course progress). This file only turns them into outlines.
 */

/** How a cell looks: never carved, emptied, partly used, wholly used, or lost to alignment. */
export type CellState = 'virgin' | 'free' | 'used' | 'full' | 'lost'

export interface Cell {
  state: CellState
  /** Its hue; none for a mark in ink. */
  sizeClass?: number
  /** How much of a used cell is in use, 0 to 1; half when it is not said. */
  filled?: number
}

export interface CellGeometry {
  columns: number
  /** Edge of a cell and space between two, in units of the drawing. */
  size: number
  gap: number
}

/** One printed shape: all cells that look the same. */
export interface CellLayer {
  className: string
  path: string
}

/** Width and height of the whole, in units of the drawing. */
export function extent(
  count: number,
  { columns, size, gap }: CellGeometry,
): { width: number; height: number } {
  const across = (cells: number) => cells * (size + gap) - gap
  return { width: across(Math.min(columns, count)), height: across(Math.ceil(count / columns)) }
}

/** Where a cell's upper left corner is. */
export function corner(index: number, { columns, size, gap }: CellGeometry): { x: number; y: number } {
  return { x: (index % columns) * (size + gap), y: Math.floor(index / columns) * (size + gap) }
}

const round = (value: number) => Math.round(value * 100) / 100

function rect(x: number, y: number, width: number, height: number): string {
  return `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`
}

/** The cells, grouped into few paths: the same look, one element. Backgrounds come before what lies on them. */
export function layersOf(cells: readonly Cell[], geometry: CellGeometry): CellLayer[] {
  const { size } = geometry
  const grounds = new Map<string, string>()
  const fills = new Map<string, string>()
  const add = (layers: Map<string, string>, className: string, path: string) =>
    layers.set(className, (layers.get(className) ?? '') + path)

  cells.forEach((cell, index) => {
    const { x, y } = corner(index, geometry)
    const hue = cell.sizeClass === undefined ? '' : ` class-${cell.sizeClass}`
    const whole = rect(x, y, size, size)
    if (cell.state === 'used') {
      const height = Math.max(0.12, Math.min(1, cell.filled ?? 0.5)) * size
      add(grounds, `cell is-free${hue}`, whole)
      add(fills, `cell is-used${hue}`, rect(x, y + size - height, size, height))
    } else if (cell.state === 'lost') {
      add(grounds, 'cell is-lost', `${whole}M${round(x)} ${round(y + size)}l${size} ${-size}`)
    } else {
      add(grounds, `cell is-${cell.state}${hue}`, whole)
    }
  })
  return [...grounds, ...fills].map(([className, path]) => ({ className, path }))
}
