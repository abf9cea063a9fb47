import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { getFeaturedCourse } from '#lib/data/get-featured-course.ts'
import { getSite } from '#lib/data/get-site.ts'
import { LegalPage } from '../_components/legal-page.tsx'

export const metadata: Metadata = {
  title: 'Refund policy',
  description: 'Take your money back within 30 days of the payment, for any reason or none.',
  alternates: { canonical: '/refund-policy' },
}

export default function RefundPolicyPage() {
  const { refundDays } = getFeaturedCourse()
  const { supportEmail } = getSite()
  const mail = <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
  return (
    <LegalPage
      title="Refund policy"
      summary={`Take your money back within ${refundDays} days of the payment, for any reason or none.`}
      since="22 November 2026"
    >
      <h2>How long</h2>
      <p>
        The {refundDays} days begin at the moment of your payment and end {refundDays} times 24 hours later.
        The exact deadline, with its time zone, stands in your account and in the mail about your purchase.
      </p>
      <h2>How</h2>
      <p>
        Choose <Link href="/account">Account</Link>, then your purchase. That page shows what was paid, until
        when you can take it back, and what will happen; one more press confirms. Nobody asks why.
      </p>
      <p>
        Without signing in: <Link href={'/withdraw' as Route}>withdraw from contract here</Link>, with the
        order’s number and the e-mail address that you bought with. It stands at the foot of every page. You
        confirm it by a mailed link and get a receipt with the time of your statement.
      </p>
      <h2>What happens then</h2>
      <ul>
        <li>
          The whole amount is sent back to the card that paid. Banks usually show it within 5 to 10 days.
        </li>
        <li>Your access to the course ends at once. The free lesson stays free.</li>
        <li>A certificate that you earned stays visible at its address, and says that it was revoked.</li>
        <li>Your progress is kept. If you buy the course again, you go on where you stopped.</li>
        <li>You get a mail, and your account shows where the money is: requested, sent, failed, or done.</li>
      </ul>
      <p>
        If sending the money fails, for example because the card no longer exists, we see it and write to you.
        If you paid twice by mistake, the second payment goes back without your doing anything.
      </p>
      <h2>After {refundDays} days</h2>
      <p>Your account no longer offers it. Write to {mail}, and a person will look at it.</p>
      <h2>If you ask your bank instead</h2>
      <p>
        While your bank is disputing a payment, access pauses and a refund cannot be sent on top, since you
        would be paid twice. A refund from your account is quicker for both of us.
      </p>
      <h2>Your rights by law</h2>
      <p>
        This promise stands beside what the law gives you and takes nothing from it. In the European Union you
        may withdraw from an online purchase within 14 days without giving a reason. For digital content that
        right can end when you begin to use it; here it does not, because the {refundDays} days are yours
        whether you have read one lesson or all of them.
      </p>
    </LegalPage>
  )
}
