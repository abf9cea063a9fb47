/** The arena in small: 4 × 4 pools, some of them in use. Drawn in ink at the size of a letter. */
export function SiteMark({ className }: { className?: string }) {
  const pools = [1, 1, 2, 2, 1, 2, 1, 0, 2, 1, 0, 0, 0, 0, 0, 0]
  return (
    <svg viewBox="0 0 33 33" className={className} aria-hidden="true">
      {pools.map((state, index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed drawing
          key={index}
          x={0.5 + (index % 4) * 8.25}
          y={0.5 + Math.floor(index / 4) * 8.25}
          width="7.25"
          height="7.25"
          fill="currentColor"
          fillOpacity={state === 2 ? 1 : state === 1 ? 0.38 : 0}
          stroke="currentColor"
        />
      ))}
    </svg>
  )
}
