import type { Route } from 'next'
import Link from 'next/link'
import { Badge } from '#components/ui/badge.tsx'
import type { ReadingState } from '#lib/domain/progress.ts'
import type { CourseOutline, LessonOutline, UpcomingLesson } from '#lib/schemas/course.ts'

interface ListedLesson extends LessonOutline {
  state: ReadingState
  isOpen: boolean
  exercises: { id: string; title: string; isRequired: boolean; isSolved: boolean }[]
}

interface LessonListProps {
  course: CourseOutline
  lessons: ListedLesson[]
  capstone: ListedLesson | null
  ownsCourse: boolean
}

const isOut = (row: ListedLesson | UpcomingLesson): row is ListedLesson => 'slug' in row

const stateWords: Record<ReadingState, string | null> = { unread: null, reading: 'Being read', done: 'Done' }

/** The outline, module by module: what can be read, what state it is in, what is solved, and what is still to come. */
export function LessonList({ course, lessons, capstone, ownsCourse }: LessonListProps) {
  const rows = [...lessons, ...course.upcoming]
  let first = 0
  const modules = course.modules.map(({ title, lessons: count }) => {
    const part = rows.slice(first, first + count)
    first += count
    return { title, part }
  })
  if (capstone) modules.push({ title: 'Capstone', part: [capstone] })
  return modules.map(({ title, part }) => (
    <section key={title} className="lesson-module">
      <h2>{title}</h2>
      <ol start={part[0]?.number}>
        {part.map((row) =>
          isOut(row) ? (
            <LessonRow key={row.number} courseSlug={course.slug} lesson={row} ownsCourse={ownsCourse} />
          ) : (
            <UpcomingRow key={row.number} lesson={row} />
          ),
        )}
      </ol>
    </section>
  ))
}

function LessonRow({
  courseSlug,
  lesson,
  ownsCourse,
}: {
  courseSlug: string
  lesson: ListedLesson
  ownsCourse: boolean
}) {
  const { number, slug, title, summary, minutes, free, state, isOpen, exercises } = lesson
  return (
    <li>
      <span className="address" aria-hidden="true">
        {number}
      </span>
      <div>
        <h3>
          {isOpen ? (
            <Link href={`/learn/${courseSlug}/${slug}` as Route} prefetch={false}>
              {title}
            </Link>
          ) : (
            title
          )}
        </h3>
        <p>{summary}</p>
        <p className="lesson-facts">
          {minutes === 0 ? 'Not timed' : `${minutes} minutes`}{' '}
          {free && !ownsCourse && <Badge tone="accent">Free</Badge>}
          {stateWords[state] && <Badge tone={state === 'done' ? 'ok' : 'plain'}>{stateWords[state]}</Badge>}
        </p>
        {exercises.map(({ id, title: name, isRequired, isSolved }) => (
          <p key={id} className="lesson-facts">
            Exercise: {name}
            {isRequired && ' · counts for the certificate'} {isSolved && <Badge tone="ok">Solved</Badge>}
            {!isSolved && ownsCourse && <Badge>Not solved yet</Badge>}
          </p>
        ))}
      </div>
    </li>
  )
}

function UpcomingRow({ lesson: { number, title, summary, minutes } }: { lesson: UpcomingLesson }) {
  return (
    <li className="is-upcoming">
      <span className="address" aria-hidden="true">
        {number}
      </span>
      <div>
        <h3>{title}</h3>
        <p>{summary}</p>
        <p className="lesson-facts">
          {minutes} minutes <Badge>Not out yet</Badge>
        </p>
      </div>
    </li>
  )
}
