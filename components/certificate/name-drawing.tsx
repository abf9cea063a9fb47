/** A name as one path, as lib/server/certificate-pdf/name-outline.ts makes it. */
export interface DrawnName {
  path: string
  width: number
  height: number
}

interface NameDrawingProps extends DrawnName {
  /** The name as text. */
  label: string
  /** Pixels for a point of the paper. */
  scale?: number
}

/** A name in the glyphs of the paper, in whatever script and on whatever machine. */
export function NameDrawing({ path, width, height, label, scale = 1 }: NameDrawingProps) {
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={Math.round(width * scale)}
      height={Math.round(height * scale)}
      className="h-auto max-w-full fill-current"
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  )
}
