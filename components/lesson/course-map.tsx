import type { ReadingState } from '#lib/domain/progress.ts'
import type { CourseOutline, LessonOutline } from '#lib/schemas/course.ts'

interface CourseMapProps {
  course: CourseOutline
  lessons: (LessonOutline & { state: ReadingState })[]
}

const unit = 26
const height = 26
const header = 10
const gap = 4
const classes = { unread: 'is-free', reading: 'is-used', done: 'is-full' }

/**
 * The course as memory: a module is a pool with its header, a lesson is a block as wide as its minutes. Free, being read,
 * done; what is not out yet was never handed out. The list below says the same in words.
 */
export function CourseMap({ course, lessons }: CourseMapProps) {
  const all = [
    ...lessons.map(({ number, minutes, state }) => ({ number, minutes, look: classes[state] })),
    ...course.upcoming.map(({ number, minutes }) => ({ number, minutes, look: 'is-virgin' })),
  ]
  let first = 0
  const pools = course.modules.map(({ title, lessons: count }) => {
    const blocks = all.slice(first, first + count)
    first += count
    let x = header + gap
    const placed = blocks.map((block) => {
      const at = x
      x += block.minutes * unit + gap
      return { ...block, x: at, width: block.minutes * unit }
    })
    return { title, blocks: placed, width: x - gap }
  })
  const width = Math.max(...pools.map((pool) => pool.width))
  return (
    <svg
      className="course-map in-ink"
      viewBox={`-1 -1 ${width + 2} ${pools.length * (height + 10) - 10 + 2}`}
      aria-hidden="true"
    >
      {pools.map(({ title, blocks }, row) => (
        <g key={title} transform={`translate(0 ${row * (height + 10)})`}>
          <rect className="course-map-header" width={header} height={height} />
          {blocks.map(({ number, x, width: w, look }) => (
            <g key={number}>
              <rect className={`cell ${look}`} x={x} width={w} height={height} />
              <text className={`course-map-number ${look}`} x={x + 7} y={height / 2 + 4.5}>
                {number}
              </text>
            </g>
          ))}
        </g>
      ))}
    </svg>
  )
}
