import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import '#components/lesson/course-home.css'
import { BuyCourse } from '#components/lesson/buy-course.tsx'
import { CourseMap } from '#components/lesson/course-map.tsx'
import { GoOn } from '#components/lesson/go-on.tsx'
import { LessonList } from '#components/lesson/lesson-list.tsx'
import { ReviewAsk } from '#components/lesson/review-ask.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getCourseHome } from '#lib/data/course/get-course-home.ts'
import { certificateAsksFor } from '#lib/domain/certificate.ts'
import { declineReviewAction } from './review/actions.ts'

export const dynamic = 'force-dynamic'

interface CoursePageProps {
  params: Promise<{ course: string }>
}

export async function generateMetadata({ params }: CoursePageProps): Promise<Metadata> {
  const home = await getCourseHome((await params).course)
  return home ? { title: 'The lessons', description: home.course.tagline } : {}
}

/** Where a learner comes back to, and where a visitor sees what there is. */
export default async function CoursePage({ params }: CoursePageProps) {
  const home = await getCourseHome((await params).course)
  if (!home) notFound()
  const { course, lessons, capstone, progress, ownsCourse, isSignedIn } = home
  const base = `/learn/${course.slug}`
  const ways = [
    { href: `${base}/glossary`, name: 'Glossary' },
    ...(ownsCourse
      ? [
          { href: `${base}/audio`, name: 'Listen' },
          { href: `${base}/review`, name: 'Your review' },
        ]
      : []),
    { href: '/playground', name: 'Playground' },
    { href: `${base}/changes`, name: `Version ${course.version}` },
  ]
  return (
    <Page
      margin={
        <ul className="flex flex-wrap gap-x-5 gap-y-2 lg:block lg:space-y-2">
          {ways.map(({ href, name }) => (
            <li key={href}>
              <Link href={href as Route} prefetch={false}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      }
    >
      <PageHeader
        title={course.title}
        {...(ownsCourse && {
          kicker: `${progress.percent} % done · ${progress.done} of ${progress.lessons} lessons${course.upcoming.length > 0 ? ' that are out' : ''}`,
        })}
      />
      <div className="space-y-10">
        <GoOn home={home} />
        {home.asksForReview && <ReviewAsk courseSlug={course.slug} declineAction={declineReviewAction} />}
        <CourseMap course={course} lessons={lessons} />
        {!ownsCourse && (
          <div className="max-w-measure">
            <BuyCourse course={course} isSignedIn={isSignedIn} returnTo={`/learn/${course.slug}`} />
          </div>
        )}
        <LessonList course={course} lessons={lessons} capstone={capstone} ownsCourse={ownsCourse} />
        {ownsCourse && (
          <p className="max-w-measure font-sans text-base">
            <Link href={`/learn/${course.slug}/certificate` as Route} prefetch={false}>
              Your certificate
            </Link>{' '}
            is ready when {certificateAsksFor(course)}.
          </p>
        )}
      </div>
    </Page>
  )
}
