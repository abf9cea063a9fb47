import type { Metadata } from 'next'
import Link from 'next/link'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getCancelledCheckout } from '#lib/data/checkout/get-cancelled-checkout.ts'
import { getSite } from '#lib/data/site/get-site.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Not bought', robots: { index: false } }

/** Where the payment page leads who goes back without paying. */
export default async function CancelledPage({ searchParams }: PageProps<'/checkout/cancelled'>) {
  const { number, courseSlug, isGift } = await getCancelledCheckout((await searchParams).order)
  const { supportEmail } = getSite()
  return (
    <Page margin={number && <span>Order {number}</span>}>
      <PageHeader title="You left the payment page">
        <p>Going back charges nothing, and you need do nothing.</p>
      </PageHeader>
      <div className="max-w-measure space-y-5 font-sans text-base">
        <p>
          The payment page stays open for two hours: buying again leads back to it, with what you had entered
          there. After that the order ends by itself.
        </p>
        <p className="flex flex-wrap gap-3">
          <LinkButton href={`/buy/${courseSlug}${isGift ? '/gift' : ''}`}>Back to buying</LinkButton>
          <LinkButton href="/" kind="secondary">
            Look at the course again
          </LinkButton>
        </p>
        <p className="border-t border-rule pt-4 text-sm text-muted">
          {number && (
            <>
              Your order has the number <span className="font-mono text-ink">{number}</span>.{' '}
            </>
          )}
          Paid after all? Then a mail with the course is on its way; it is also in your{' '}
          <Link href="/account/purchases">purchases</Link>. Did something keep you from paying? Tell us:{' '}
          <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
        </p>
      </div>
    </Page>
  )
}
