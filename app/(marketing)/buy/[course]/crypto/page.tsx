import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { isCryptoOffered } from '#lib/data/checkout/checkouts.ts'
import { findCourse } from '#lib/data/course/find-course.ts'
import { hasActiveEntitlement } from '#lib/data/orders/has-active-entitlement.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { CryptoCheckout } from './_components/crypto-checkout.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Pay with crypto', robots: { index: false } }

export default async function CryptoPage({ params, searchParams }: PageProps<'/buy/[course]/crypto'>) {
  const course = findCourse((await params).course)
  if (!course || !isCryptoOffered()) notFound()
  const viewer = await getViewer()
  const isOwned = viewer !== null && (await hasActiveEntitlement(viewer.userId, course.slug))
  return (
    <Page margin={<Link href={`/buy/${course.slug}` as Route}>Other ways to pay</Link>}>
      <PageHeader kicker={course.title} title="Pay with crypto" />
      <div className="max-w-measure space-y-8 font-sans text-base">
        {isOwned ? (
          <Notice tone="ok" title="You have this course">
            <p>There is nothing more to pay.</p>
            <p>
              <LinkButton href={`/learn/${course.slug}`}>Continue the course</LinkButton>
            </p>
          </Notice>
        ) : (
          <CryptoCheckout
            course={course}
            viewer={viewer}
            path={`/buy/${course.slug}/crypto`}
            code={(await searchParams).code}
          />
        )}
      </div>
    </Page>
  )
}
