/** One of the 64 pools, as lib/server/certificate-pdf/arena-pattern.ts makes them. */
interface DrawnPool {
  sizeClass: number | null
  state: 'virgin' | 'empty' | 'used' | 'full'
  filled: number
}

interface ArenaDrawingProps {
  pools: readonly DrawnPool[]
  className?: string
}

const side = 30
const step = 34

/** The arena of a certificate: each pool filled from below as far as its blocks are in use. */
export function ArenaDrawing({ pools, className }: ArenaDrawingProps) {
  return (
    <svg
      viewBox={`-1 -1 ${8 * step - 2} ${8 * step - 2}`}
      className={className}
      role="img"
      aria-label="Drawing of a memory arena with 64 pools, made from the certificate’s id"
    >
      {pools.map(({ sizeClass, state, filled }, index) => {
        const box = { x: (index % 8) * step, y: Math.floor(index / 8) * step, width: side, height: side }
        const tone = `class-${sizeClass ?? 0}`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pool is its place
          <g key={index}>
            <rect
              {...box}
              className={
                state === 'virgin' ? 'cell' : `cell ${tone} ${state === 'full' ? 'is-full' : 'is-free'}`
              }
            />
            {state === 'used' && (
              <rect
                {...box}
                y={box.y + side * (1 - filled)}
                height={side * filled}
                className={`cell ${tone} is-used`}
              />
            )}
          </g>
        )
      })}
    </svg>
  )
}
