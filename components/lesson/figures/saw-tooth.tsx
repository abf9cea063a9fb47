interface SawToothProps {
  /** Equally distant samples. */
  lines: readonly { name: string; samples: readonly number[] }[]
  /** What the horizontal axis counts, at its end: `4,000 requests`. */
  end: string
  /** What is counted upwards. */
  unit: string
}

const width = 640
const height = 120

/** Samples over time, a panel and a scale for each line; its highest value stands beside its name. */
export function SawTooth({ lines, end, unit }: SawToothProps) {
  return (
    <ul className="saw-tooth">
      {lines.map(({ name, samples }) => {
        const highest = Math.max(...samples)
        const y = (value: number) => (height - (Math.max(0, value) / highest) * (height - 4)).toFixed(1)
        const points = samples.map(
          (value, at) => `${((at / (samples.length - 1)) * width).toFixed(1)},${y(value)}`,
        )
        return (
          <li key={name}>
            <p>
              <strong>{name}</strong> up to {highest.toLocaleString('en')} {unit}
            </p>
            <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
              <path d={`M0 0V${height}H${width}`} />
              <polyline points={points.join(' ')} />
            </svg>
            <p className="saw-tooth-end">{end}</p>
          </li>
        )
      })}
    </ul>
  )
}
