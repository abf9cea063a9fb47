import type { Route } from 'next'
import Link from 'next/link'
import type { CompiledLesson, CourseOutline, LessonOutline } from '#lib/schemas/course.ts'
import { lessonLabel } from './lesson-label.ts'

interface HeadingNavProps {
  course: CourseOutline
  lesson: LessonOutline & Pick<CompiledLesson, 'headings'>
}

/** The margin of a lesson: where it belongs, how long it is, and its parts. */
export function HeadingNav({ course, lesson }: HeadingNavProps) {
  return (
    <div className="lesson-margin">
      <p>
        <Link href={`/learn/${course.slug}` as Route} prefetch={false}>
          All lessons
        </Link>
      </p>
      <p>{lessonLabel(course, lesson)}</p>
      <nav aria-label="In this lesson">
        <ol>
          {lesson.headings.map(({ id, text }) => (
            <li key={id}>
              <a href={`#${id}`}>{text}</a>
            </li>
          ))}
        </ol>
      </nav>
    </div>
  )
}
