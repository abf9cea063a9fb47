import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { Fragment } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { hasCertificate } from '#lib/data/certificates/has-certificate.ts'
import { listPurchases } from '#lib/data/orders/list-purchases.ts'
import { listMyReviews } from '#lib/data/reviews/list-my-reviews.ts'
import { getViewerOrSignIn } from '#lib/data/sign-in/get-viewer-or-sign-in.ts'
import { errors } from '#lib/domain/errors.ts'
import { DeleteForm } from './_components/delete-form.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Delete the account', robots: { index: false } }

/** What goes, what stays and why, before anything is deleted. */
export default async function DeleteAccountPage() {
  const viewer = await getViewerOrSignIn('/account/delete')
  const [purchases, certified, reviews] = await Promise.all([
    listPurchases(viewer.userId),
    hasCertificate(viewer),
    listMyReviews(viewer),
  ])
  const refundable = purchases.filter(({ refundObstacle }) => refundObstacle === null)
  return (
    <Page margin={<Link href="/account">Your account</Link>}>
      <PageHeader title="Delete the account">
        <p>
          <strong className="font-semibold break-words text-ink">{viewer.email}</strong>
        </p>
      </PageHeader>
      {viewer.isOwner ? (
        <Notice title="Not here">
          <p>{errors.owner_stays.message}</p>
        </Notice>
      ) : (
        <div className="space-y-8">
          {refundable.length > 0 && (
            <Notice title="You can still have your money back" className="max-w-measure">
              <p>
                Ask for it before you delete the account:{' '}
                {refundable.map(({ number }, index) => (
                  <Fragment key={number}>
                    {index > 0 && ', '}
                    <Link href={`/account/purchases/${number}/refund` as Route} prefetch={false}>
                      refund {number}
                    </Link>
                  </Fragment>
                ))}
                . Afterwards we cannot find your purchase by your address.
              </p>
            </Notice>
          )}
          <ul className="max-w-measure list-disc space-y-2 pl-5">
            <li>
              Gone at once: your sign-ins, your name and address, your progress, answers, exercises, kept
              runs, and your votes on reviews.
            </li>
            <li>
              You lose the course. Signing in again with the same address begins a new account, without it.
            </li>
            <li>
              Orders and payments stay, without your name and address, as long as tax law asks for. What the
              payment service holds is theirs to delete.
            </li>
          </ul>
          <DeleteForm hasCertificate={certified} hasReview={reviews.length > 0} />
        </div>
      )}
    </Page>
  )
}
