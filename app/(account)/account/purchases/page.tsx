import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { listPurchases } from '#lib/data/orders/list-purchases.ts'
import type { Purchase } from '#lib/data/orders/to-purchase.ts'
import { getViewerOrSignIn } from '#lib/data/sign-in/get-viewer-or-sign-in.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { PurchaseStatus } from './_components/purchase-status.tsx'
import { ReceiptLink } from './_components/receipt-link.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Purchases and refunds', robots: { index: false } }

function Entry({ purchase }: { purchase: Purchase }) {
  const { number, title, paidInCents, currency, paidAt, refundDeadline } = purchase
  const path = `/account/purchases/${number}`
  return (
    <li className="border-b border-rule py-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="font-sans text-base font-medium">
          <Link href={path as Route} prefetch={false}>
            {title}
          </Link>
        </h2>
        <PurchaseStatus purchase={purchase} />
      </div>
      <p className="mt-1 text-sm text-muted">
        Order <span className="font-mono">{number}</span>, {formatMoney(paidInCents, currency)}
        {paidAt && (
          <>
            , paid <Moment at={paidAt.toISOString()} />
          </>
        )}
      </p>
      {purchase.gift && (
        <p className="mt-1 text-sm text-muted">
          A gift for <span className="break-words">{purchase.gift.recipientEmail}</span>
          {purchase.gift.redeemedAt ? ', redeemed' : purchase.gift.canChange ? ', not redeemed yet' : ''}
        </p>
      )}
      <div className="mt-1 text-sm">
        <ReceiptLink purchase={purchase} />
      </div>
      {purchase.refundObstacle === null && (
        <div className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-2">
          <LinkButton href={`${path}/refund`} kind="secondary" size="small">
            Refund
          </LinkButton>
          <span className="text-sm text-muted">
            possible until{' '}
            {refundDeadline ? <Moment at={refundDeadline.toISOString()} /> : 'it is redeemed, and after'}
          </span>
        </div>
      )}
    </li>
  )
}

export default async function PurchasesPage() {
  const viewer = await getViewerOrSignIn('/account/purchases')
  const purchases = await listPurchases(viewer.userId)
  return (
    <Page margin={<Link href="/account">Your account</Link>}>
      <PageHeader title="Purchases and refunds" />
      <div className="max-w-measure font-sans text-base">
        {purchases.length > 0 ? (
          <ul className="-mt-5">
            {purchases.map((purchase) => (
              <Entry key={purchase.number} purchase={purchase} />
            ))}
          </ul>
        ) : (
          <p>
            Nothing is bought with <strong className="font-semibold break-words">{viewer.email}</strong>. Paid
            with another address? Sign in with that one.
          </p>
        )}
      </div>
    </Page>
  )
}
