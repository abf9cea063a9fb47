import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { findCourse } from '#lib/data/course/find-course.ts'
import { listReviews } from '#lib/data/reviews/list-reviews.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { type ReviewOrder, readReviewOrder } from '#lib/domain/reviews.ts'
import { Reviews } from '../../_components/reviews.tsx'

export const dynamic = 'force-dynamic'

const pageSize = 20

export async function generateMetadata({ params }: PageProps<'/reviews/[course]'>): Promise<Metadata> {
  const { course: slug } = await params
  const course = findCourse(slug)
  if (!course) return {}
  return {
    title: 'Reviews',
    description: `What learners say about ${course.title}, good and bad.`,
    alternates: { canonical: `/reviews/${slug}` },
  }
}

/** Every review of a course, and the rules that they follow. */
export default async function ReviewsPage({ params, searchParams }: PageProps<'/reviews/[course]'>) {
  const { course: slug } = await params
  const course = findCourse(slug)
  if (!course) notFound()
  const [asked, viewer] = await Promise.all([searchParams, getViewer()])
  const order = readReviewOrder(asked.order)
  const page = /^[1-9]\d{0,5}$/.test(String(asked.page)) ? Number(asked.page) : 1
  const list = await listReviews(slug, viewer?.userId ?? null, { order, page, pageSize })
  const pages = Math.max(1, Math.ceil(list.summary.shown / pageSize))
  const href = (of: ReviewOrder, number: number) =>
    `/reviews/${slug}?${new URLSearchParams({ order: of, ...(number > 1 && { page: String(number) }) })}` as Route
  if (page > pages) redirect(href(order, pages))
  return (
    <Page margin={<Link href="/">{course.title}</Link>}>
      <PageHeader title="Reviews">
        <p>
          Written by people who hold the course or held it, one each. We may answer, and hide what insults,
          exposes people, advertises, breaks the law or is about something else; we never change one. After a
          refund a review stays, and counts if at least one lesson was done.
        </p>
      </PageHeader>
      <Reviews
        list={list}
        order={order}
        orderHref={(of) => href(of, 1)}
        courseSlug={slug}
        isSignedIn={viewer !== null}
      />
      {pages > 1 && (
        <nav
          aria-label="Pages of reviews"
          className="mt-8 flex max-w-measure flex-wrap items-center gap-x-6 border-t border-rule pt-4 font-sans text-base"
        >
          {page > 1 && <Link href={href(order, page - 1)}>Before</Link>}
          <span className="text-muted">
            Page {page} of {pages}
          </span>
          {page < pages && <Link href={href(order, page + 1)}>Next</Link>}
        </nav>
      )}
      <p className="mt-8 max-w-measure font-sans text-base">
        <Link href={`/learn/${slug}/review` as Route} prefetch={false}>
          Write a review
        </Link>
        {viewer === null && ', or sign in to say which ones helped you.'}
      </p>
    </Page>
  )
}
