import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { errors } from '#lib/domain/errors.ts'
import { toDay } from '#lib/domain/gift.ts'
import { findMyPurchase } from '../../_components/find-my-purchase.ts'
import { ChangeGiftForm } from './_components/change-gift-form.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Change a gift', robots: { index: false } }

export default async function ChangeGiftPage({ params }: PageProps<'/account/purchases/[order]/gift'>) {
  const { number, title, gift } = await findMyPurchase((await params).order, '/gift')
  if (!gift) notFound()
  const { recipientEmail, fromName, message, sendAt, canChange } = gift
  const today = new Date()
  return (
    <Page
      margin={
        <Link href={`/account/purchases/${number}` as Route} prefetch={false}>
          Order {number}
        </Link>
      }
    >
      <PageHeader kicker={title} title="Change the gift">
        <p>The link that was mailed before ends, and a new one goes out on the day below.</p>
      </PageHeader>
      {canChange ? (
        <ChangeGiftForm
          order={number}
          begin={{ recipientEmail, fromName, message, sendOn: toDay(sendAt > today ? sendAt : today) }}
        />
      ) : (
        <Notice tone="danger" title="It cannot be changed any more" className="max-w-measure">
          <p>{errors.gift_not_changeable.message}</p>
        </Notice>
      )}
    </Page>
  )
}
