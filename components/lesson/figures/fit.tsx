import { blockSize, type Profile } from '#simulator/index.ts'
import { sizeClassOf } from './engine.ts'

interface FitProps {
  profile: Profile
  /** Bytes asked for. */
  requests: number[]
}

/** Requests in their blocks: what is used, and what is left over behind it. Widths are to scale, row by row. */
export function Fit({ profile, requests }: FitProps) {
  const rows = requests.map((bytes) => {
    const sizeClass = sizeClassOf(profile, bytes)
    return { bytes, sizeClass, size: blockSize(profile, sizeClass) }
  })
  const widest = Math.max(...rows.map((row) => row.size))
  return (
    <table className="fit">
      <thead>
        <tr>
          <th scope="col">Asked</th>
          <th scope="col">Class</th>
          <th scope="col">Block</th>
          <th scope="col">Left over</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ bytes, sizeClass, size }) => (
          <tr key={bytes}>
            <th scope="row">{bytes}</th>
            <td>{sizeClass}</td>
            <td>{size}</td>
            <td>{size - bytes}</td>
            <td className="fit-bar">
              <svg viewBox={`0 0 ${widest} 14`} preserveAspectRatio="none" aria-hidden="true">
                <rect className={`cell class-${sizeClass} is-free`} width={size} height="14" />
                <rect className={`cell class-${sizeClass} is-full`} width={bytes} height="14" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
