import { LinkButton } from '#components/ui/link-button.tsx'
import type { CourseProgress, ReadingState } from '#lib/domain/progress.ts'
import type { CourseOutline, LessonOutline } from '#lib/schemas/course.ts'

interface GoOnProps {
  home: {
    course: CourseOutline
    capstone: (LessonOutline & { state: ReadingState }) | null
    ownsCourse: boolean
    progress: CourseProgress
    goOn: {
      lesson: LessonOutline
      isStarted: boolean
      blockId: string | null
      excerpt: string | null
    } | null
  }
}

/** One button to exactly where the learner stopped. The fragment takes them there without any script. */
export function GoOn({ home: { course, capstone, ownsCourse, progress, goOn } }: GoOnProps) {
  if (ownsCourse && progress.isComplete)
    return (
      <section aria-label="Done" className="go-on">
        <p>You have done every lesson{course.upcoming.length > 0 && ' that is out'}.</p>
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <LinkButton href={`/learn/${course.slug}/certificate`}>Get your certificate</LinkButton>
          {capstone && capstone.state !== 'done' && (
            <LinkButton href={`/learn/${course.slug}/${capstone.slug}`} kind="secondary">
              The capstone is left: {capstone.title}
            </LinkButton>
          )}
        </p>
      </section>
    )
  if (!goOn) return null
  const { lesson, isStarted, blockId, excerpt } = goOn
  const address = `/learn/${course.slug}/${lesson.slug}`
  if (!isStarted)
    return (
      <section aria-label="Start" className="go-on">
        <p>{lesson.summary}</p>
        <LinkButton href={address}>
          {lesson.free && !ownsCourse ? 'Read the free lesson' : 'Start'}: {lesson.number}. {lesson.title}
        </LinkButton>
      </section>
    )
  return (
    <section aria-label="Continue" className="go-on">
      {excerpt && (
        <p>
          You stopped at <q>{excerpt}</q>
        </p>
      )}
      <LinkButton href={blockId ? `${address}#${blockId}` : address}>
        Continue: lesson {lesson.number}, {lesson.title}
      </LinkButton>
    </section>
  )
}
