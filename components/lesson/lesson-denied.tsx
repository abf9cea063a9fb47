import type { Route } from 'next'
import Link from 'next/link'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import type { CourseOutline, LessonOutline } from '#lib/schemas/course.ts'
import { BuyCourse } from './buy-course.tsx'
import { lessonLabel } from './lesson-label.ts'

interface LessonDeniedProps {
  denied: 'sign_in_required' | 'no_access'
  course: CourseOutline
  lesson: LessonOutline
}

/** Stands in a lesson's place for whoever may not read it: what it is about, and how to get to it. */
export function LessonDenied({ denied, course, lesson }: LessonDeniedProps) {
  const free = course.lessons.find((other) => other.free)
  return (
    <Page
      margin={
        <Link href={`/learn/${course.slug}` as Route} prefetch={false}>
          All lessons
        </Link>
      }
    >
      <PageHeader kicker={lessonLabel(course, lesson)} title={lesson.title}>
        {lesson.summary}
      </PageHeader>
      <div className="max-w-measure space-y-6">
        <p>
          {lesson.slug === course.capstone?.slug ? 'The capstone' : 'This lesson'} is part of the course.{' '}
          {denied === 'no_access' && 'Your account does not hold the course at the moment. '}
          {free && (
            <>
              Lesson {free.number},{' '}
              <Link href={`/learn/${course.slug}/${free.slug}` as Route} prefetch={false}>
                {free.title}
              </Link>
              , is free to read.
            </>
          )}
        </p>
        <BuyCourse
          course={course}
          isSignedIn={denied === 'no_access'}
          returnTo={`/learn/${course.slug}/${lesson.slug}`}
        />
      </div>
    </Page>
  )
}
