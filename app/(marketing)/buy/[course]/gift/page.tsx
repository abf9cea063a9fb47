import type { Metadata, Route } from 'next'
import { cookies } from 'next/headers'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { isCryptoOffered } from '#lib/data/checkout/checkouts.ts'
import { findCourse } from '#lib/data/course/find-course.ts'
import { giftDraftCookieName, readGiftDraft } from '#lib/data/gifts/gift-draft-cookie.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { toDay } from '#lib/domain/gift.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { BuyingTerms, CardWords } from '../_components/ways-to-pay.tsx'
import { GiftForm } from './_components/gift-form.tsx'

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: PageProps<'/buy/[course]/gift'>): Promise<Metadata> {
  const course = findCourse((await params).course)
  return course ? { title: 'Give the course', robots: { index: false } } : {}
}

export default async function GiveCoursePage({ params }: PageProps<'/buy/[course]/gift'>) {
  const course = findCourse((await params).course)
  if (!course) notFound()
  const viewer = await getViewer()
  const price = formatMoney(course.price.amountInCents, course.price.currency)
  const draft = readGiftDraft((await cookies()).get(giftDraftCookieName)?.value)
  const buyPath = `/buy/${course.slug}` as Route
  return (
    <Page
      margin={
        <Link href={buyPath} prefetch={false}>
          Buy it for yourself
        </Link>
      }
    >
      <PageHeader kicker="Give it to somebody" title={course.title}>
        <p>
          {price}, once. On the day that you choose they get a mail with your words and a link that opens the
          course for them.
        </p>
      </PageHeader>
      <div className="max-w-measure space-y-8 font-sans text-base">
        <GiftForm
          courseSlug={course.slug}
          price={price}
          isCryptoOffered={isCryptoOffered()}
          begin={
            draft ?? {
              recipientEmail: '',
              fromName: viewer?.name ?? '',
              message: '',
              sendOn: toDay(new Date()),
            }
          }
        />
        <div className="space-y-3 border-t border-rule pt-4 text-sm text-muted">
          <CardWords>
            {!viewer && (
              <>
                You need no account: a receipt, with a link to the gift, goes to the address that you pay
                with.
              </>
            )}
          </CardWords>
          <p>
            Until the link is used you can take the gift back, have it mailed again, or give it to somebody
            else; after that you can take it back for {course.refundDays} days. All of that is in your
            account, under Purchases.
          </p>
          <BuyingTerms />
        </div>
      </div>
    </Page>
  )
}
