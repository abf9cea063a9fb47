import type { Route } from 'next'
import Link from 'next/link'
import { LinkButton } from '#components/ui/link-button.tsx'
import type { ReadingState } from '#lib/domain/progress.ts'
import type { CourseOutline, LessonOutline } from '#lib/schemas/course.ts'
import { BuyCourse } from './buy-course.tsx'

interface LessonEndProps {
  course: CourseOutline
  lesson: LessonOutline
  state: ReadingState
  previous: LessonOutline | null
  next: LessonOutline | null
  userId: string | null
  ownsCourse: boolean
  setDoneAction: (form: FormData) => Promise<void>
}

function DoneForm({ course, lesson, state, setDoneAction }: Omit<LessonEndProps, 'previous' | 'next'>) {
  const isDone = state === 'done'
  return (
    <form action={setDoneAction} className="lesson-done">
      <input type="hidden" name="courseSlug" value={course.slug} />
      <input type="hidden" name="lessonSlug" value={lesson.slug} />
      <input type="hidden" name="done" value={String(!isDone)} />
      <p>
        {isDone ? 'You have done this lesson.' : 'This lesson marks itself as done once you have read it.'}
      </p>
      <button type="submit">{isDone ? 'Mark as not done' : 'Mark as done'}</button>
    </form>
  )
}

/** Behind the last paragraph: done or not, and where to go on. */
export function LessonEnd(props: LessonEndProps) {
  const { course, lesson, state, previous, next, userId, ownsCourse } = props
  const link = (to: LessonOutline) => `/learn/${course.slug}/${to.slug}`
  const isOpen = (to: LessonOutline) => ownsCourse || to.free
  return (
    <footer className="lesson-end">
      {userId && lesson.slug === course.capstone?.slug && (
        <p className="font-sans text-base text-muted">
          {state === 'done'
            ? 'You have solved the capstone.'
            : 'The capstone is done once its exercise is solved. Reading it is not timed.'}
        </p>
      )}
      {userId && lesson.slug !== course.capstone?.slug && <DoneForm {...props} />}
      {!userId && (
        <p className="font-sans text-base text-muted">Your place in this lesson is kept on this device.</p>
      )}
      {!ownsCourse && <BuyCourse course={course} isSignedIn={userId !== null} returnTo={link(lesson)} />}
      <nav aria-label="Lessons" className="lesson-ways">
        {next && isOpen(next) && (
          <LinkButton href={link(next)}>
            Next: {next.number}. {next.title}
          </LinkButton>
        )}
        {!next && ownsCourse && <LinkButton href={`/learn/${course.slug}`}>Back to the course</LinkButton>}
        {previous && isOpen(previous) && (
          <Link href={link(previous) as Route} prefetch={false}>
            Back: {previous.number}. {previous.title}
          </Link>
        )}
      </nav>
    </footer>
  )
}
