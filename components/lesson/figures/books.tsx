import type { AllocatorStats } from '#simulator/index.ts'

interface BooksProps {
  heaps: readonly { title: string; stats: AllocatorStats }[]
}

const entries = [
  ['in allocated blocks', 'allocatedBytes', 'books-allocated'],
  ['in available blocks', 'availableBytes', 'books-available'],
  ['in unused pools', 'unusedPoolBytes', 'books-unused'],
  ['pool headers', 'poolHeaderBytes', 'books-lost'],
  ['quantization', 'quantizationBytes', 'books-lost'],
  ['arena alignment', 'arenaAlignmentBytes', 'books-lost'],
] as const

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`

/** Where the bytes of all arenas are, as `_PyObject_DebugMallocStats` counts them: a bar and its numbers for each heap. */
export function Books({ heaps }: BooksProps) {
  return (
    <table className="books">
      <thead>
        <tr>
          <th scope="col">Bytes</th>
          {heaps.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <td />
          {heaps.map(({ title, stats }) => {
            let from = 0
            return (
              <td key={title}>
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  {entries.map(([name, key, look]) => {
                    const width = (100 * stats[key]) / stats.totalBytes
                    const x = from
                    from += width
                    return (
                      <rect
                        key={name}
                        className={look}
                        x={x.toFixed(2)}
                        width={width.toFixed(2)}
                        height="10"
                      />
                    )
                  })}
                </svg>
              </td>
            )
          })}
        </tr>
        {entries.map(([name, key, look]) => (
          <tr key={name}>
            <th scope="row">
              <i className={`books-swatch ${look}`} aria-hidden="true" /> {name}
            </th>
            {heaps.map(({ title, stats }) => (
              <td key={title}>
                {stats[key].toLocaleString('en')} <small>{percent(stats[key], stats.totalBytes)}</small>
              </td>
            ))}
          </tr>
        ))}
        <tr className="books-total">
          <th scope="row">all arenas</th>
          {heaps.map(({ title, stats }) => (
            <td key={title}>{stats.totalBytes.toLocaleString('en')}</td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}
