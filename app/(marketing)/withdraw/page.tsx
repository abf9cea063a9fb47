import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getFeaturedCourse } from '#lib/data/course/get-featured-course.ts'
import { getSite } from '#lib/data/site/get-site.ts'
import { StatementForm } from './_components/statement-form.tsx'

export const metadata: Metadata = {
  title: 'Withdraw from contract',
  description: 'Take back a purchase without signing in: order number, e-mail address, one confirmation.',
  alternates: { canonical: '/withdraw' },
}

/** The withdrawal function of EU directive 2023/2673, for everybody. */
export default function WithdrawPage() {
  const { refundDays } = getFeaturedCourse()
  const { supportEmail } = getSite()
  return (
    <Page margin={<Link href={'/refund-policy' as Route}>Refund policy</Link>}>
      <PageHeader title="Withdraw from contract here">
        <p>
          Take back a purchase and get the whole amount back, within {refundDays} days of the payment and
          without giving a reason. You need not sign in.
        </p>
      </PageHeader>
      <div className="max-w-measure space-y-8 font-sans text-base">
        <StatementForm />
        <p className="border-t border-rule pt-4 text-sm text-muted">
          Then you get a mail with a link; its page shows what will happen and has the button that confirms
          it. Quicker, if you can sign in: <Link href="/account/purchases">your purchases</Link>. In your own
          words: <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
        </p>
      </div>
    </Page>
  )
}
