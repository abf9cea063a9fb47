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
import { formatMinutes } from '#lib/domain/minutes.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { BuyForm } from './_components/buy-form.tsx'
import { BuyingTerms, CardWords, CryptoChoice } from './_components/ways-to-pay.tsx'

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: PageProps<'/buy/[course]'>): Promise<Metadata> {
  const course = findCourse((await params).course)
  return course ? { title: 'Buy the course', description: course.tagline, robots: { index: false } } : {}
}

export default async function BuyPage({ params }: PageProps<'/buy/[course]'>) {
  const course = findCourse((await params).course)
  if (!course) notFound()
  const viewer = await getViewer()
  const isOwned = viewer !== null && (await hasActiveEntitlement(viewer.userId, course.slug))
  const price = formatMoney(course.price.amountInCents, course.price.currency)
  const length = `${formatMinutes(course.minutes)}${course.upcoming.length > 0 ? ' when complete' : ''}`
  const holds = [
    `All lessons (${length}), and those that are added later`,
    'Lifetime access, on a phone or a computer',
    'A certificate of completion',
    `All of it back within ${course.refundDays} days of the payment, no questions asked`,
  ]
  return (
    <Page margin={<Link href="/">The course</Link>}>
      <PageHeader kicker="Buy" title={course.title} />
      <div className="max-w-measure space-y-8 font-sans text-base">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-serif text-4xl">{price}</span>
          <span className="text-muted">once, no subscription</span>
        </p>
        <ul className="border-t border-rule">
          {holds.map((line) => (
            <li key={line} className="border-b border-rule py-2.5">
              {line}
            </li>
          ))}
        </ul>
        {isOwned ? (
          <Notice tone="ok" title="You have this course">
            <p>There is nothing more to pay.</p>
            <p>
              <LinkButton href={`/learn/${course.slug}`}>Continue the course</LinkButton>
            </p>
          </Notice>
        ) : (
          <>
            <BuyForm courseSlug={course.slug} price={price} />
            {isCryptoOffered() && (
              <CryptoChoice
                button={
                  <LinkButton href={`/buy/${course.slug}/crypto`} kind="secondary">
                    Pay with crypto
                  </LinkButton>
                }
              />
            )}
            <div className="space-y-3 text-sm text-muted">
              <CardWords>
                {viewer ? (
                  <>
                    The course goes to your account, <span className="break-words">{viewer.email}</span>.
                  </>
                ) : (
                  <>
                    You need no account: the course goes to the e-mail address that you pay with, and a link
                    to it comes by mail. Have one already?{' '}
                    <Link href={`/sign-in?returnTo=/buy/${course.slug}` as Route} prefetch={false}>
                      Sign in first
                    </Link>
                    .
                  </>
                )}
              </CardWords>
              <BuyingTerms />
            </div>
          </>
        )}
        <p className="border-t border-rule pt-4">
          For somebody else?{' '}
          <Link href={`/buy/${course.slug}/gift` as Route} prefetch={false}>
            Give the course
          </Link>
          : they get a link by mail, on a day that you choose.
        </p>
      </div>
    </Page>
  )
}
