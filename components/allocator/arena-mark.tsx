import { type Cell, type CellGeometry, corner, extent, layersOf } from './cells.ts'

interface ArenaMarkProps {
  /** In reading order: the 64 pools of an arena (`heap-picture.ts`), or the lessons of a module. */
  cells: readonly Cell[]
  columns?: number
  /** The cell that was just touched. */
  touched?: number | undefined
  /** `memory` shows size classes in their hues, `ink` is for marks that are not about them. */
  tone?: 'memory' | 'ink'
  /** Small marks leave the hairlines out. */
  size?: 'normal' | 'small'
  /** What it shows, in words; without it the mark is decoration. */
  label?: string
  className?: string
}

const geometries: Record<'normal' | 'small', Omit<CellGeometry, 'columns'>> = {
  normal: { size: 10, gap: 2 },
  small: { size: 10, gap: 3 },
}

/** The signature of the site: a grid of pools. Draws what it is given and decides nothing. */
export function ArenaMark({
  cells,
  columns = 8,
  touched,
  tone = 'memory',
  size = 'normal',
  label,
  className,
}: ArenaMarkProps) {
  const geometry = { ...geometries[size], columns }
  const { width, height } = extent(cells.length, geometry)
  const at = touched === undefined ? null : corner(touched, geometry)
  const names = [tone === 'ink' && 'in-ink', size === 'small' && 'is-small', className]
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by aria-label, or hidden; a <title> would show as a tooltip
    <svg
      viewBox={size === 'small' ? `0 0 ${width} ${height}` : `-1 -1 ${width + 2} ${height + 2}`}
      preserveAspectRatio="xMinYMin"
      className={names.filter(Boolean).join(' ')}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {layersOf(cells, geometry).map((layer) => (
        <path key={layer.className} className={layer.className} d={layer.path} />
      ))}
      {at && (
        <rect
          key={touched}
          className="cell-touched"
          x={at.x}
          y={at.y}
          width={geometry.size}
          height={geometry.size}
        />
      )}
    </svg>
  )
}
