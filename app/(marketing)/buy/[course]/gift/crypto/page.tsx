import type { Metadata, Route } from 'next'
import { cookies } from 'next/headers'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { Facts } from '#components/ui/facts.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { isCryptoOffered } from '#lib/data/checkout/checkouts.ts'
import { findCourse } from '#lib/data/course/find-course.ts'
import { giftDraftCookieName, readGiftDraft } from '#lib/data/gifts/gift-draft-cookie.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { giftMoment } from '#lib/domain/gift.ts'
import { CryptoCheckout } from '../../crypto/_components/crypto-checkout.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Pay for a gift with crypto', robots: { index: false } }

/** The gift as it was said on the page before, and how it is paid in crypto. */
export default async function GiftInCryptoPage({
  params,
  searchParams,
}: PageProps<'/buy/[course]/gift/crypto'>) {
  const course = findCourse((await params).course)
  if (!course || !isCryptoOffered()) notFound()
  const giftPath = `/buy/${course.slug}/gift` as Route
  const gift = readGiftDraft((await cookies()).get(giftDraftCookieName)?.value)
  if (!gift) redirect(giftPath)
  const now = new Date()
  const sendAt = giftMoment(gift.sendOn, now)
  const rows: [string, React.ReactNode][] = [
    ['For', gift.recipientEmail],
    ['From', gift.fromName],
  ]
  if (gift.message) {
    rows.push([
      'Your words',
      <span key="words" className="whitespace-pre-line">
        {gift.message}
      </span>,
    ])
  }
  rows.push([
    'Link goes out',
    sendAt > now ? (
      <Moment key="send" at={sendAt.toISOString()} withLocal />
    ) : (
      'As soon as the payment is confirmed'
    ),
  ])
  return (
    <Page
      margin={
        <Link href={giftPath} prefetch={false}>
          Change the gift, or pay by card
        </Link>
      }
    >
      <PageHeader kicker={`A gift: ${course.title}`} title="Pay with crypto" />
      <div className="max-w-measure space-y-8 font-sans text-base">
        <section aria-label="The gift">
          <Facts rows={rows} />
        </section>
        <CryptoCheckout
          course={course}
          viewer={await getViewer()}
          path={`${giftPath}/crypto`}
          code={(await searchParams).code}
          isGift
        />
      </div>
    </Page>
  )
}
