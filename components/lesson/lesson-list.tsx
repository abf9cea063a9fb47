import type { Route } from 'next'
import Link from 'next/link'
import { Badge } from '#components/ui/badge.tsx'
import type { ReadingState } from '#lib/domain/progress.ts'
import type { CourseOutline, LessonOutline } from '#lib/schemas/course.ts'

interface LessonListProps {
  course: CourseOutline
  lessons: (LessonOutline & { state: ReadingState; isOpen: boolean })[]
  ownsCourse: boolean
}

const stateWords: Record<ReadingState, string | null> = { unread: null, reading: 'Being read', done: 'Done' }

/** The outline, module by module: what can be read, what state it is in, and what is still to come. */
export function LessonList({ course, lessons, ownsCourse }: LessonListProps) {
  const rows = [
    ...lessons.map((lesson) => ({ ...lesson, isOut: true as const })),
    ...course.upcoming.map((lesson) => ({ ...lesson, isOut: false as const })),
  ]
  let first = 0
  return course.modules.map(({ title, lessons: count }) => {
    const part = rows.slice(first, first + count)
    first += count
    return (
      <section key={title} className="lesson-module">
        <h2>{title}</h2>
        <ol start={part[0]?.number}>
          {part.map((row) => (
            <li key={row.number} className={row.isOut ? undefined : 'is-upcoming'}>
              <span className="address" aria-hidden="true">
                {row.number}
              </span>
              <div>
                <h3>
                  {row.isOut && row.isOpen ? (
                    <Link href={`/learn/${course.slug}/${row.slug}` as Route} prefetch={false}>
                      {row.title}
                    </Link>
                  ) : (
                    row.title
                  )}
                </h3>
                <p>{row.summary}</p>
                <p className="lesson-facts">
                  {row.minutes} minutes {!row.isOut && <Badge>Not out yet</Badge>}
                  {row.isOut && row.free && !ownsCourse && <Badge tone="accent">Free</Badge>}
                  {row.isOut && stateWords[row.state] && (
                    <Badge tone={row.state === 'done' ? 'ok' : 'plain'}>{stateWords[row.state]}</Badge>
                  )}
                </p>
              </div>
            </li>
          ))}
        </ol>
      </section>
    )
  })
}
