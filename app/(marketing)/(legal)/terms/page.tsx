import type { Metadata } from 'next'
import Link from 'next/link'
import { isCryptoOffered } from '#lib/data/checkout/checkouts.ts'
import { getFeaturedCourse } from '#lib/data/course/get-featured-course.ts'
import { getSite } from '#lib/data/site/get-site.ts'
import { LegalPage } from '../_components/legal-page.tsx'

export const metadata: Metadata = {
  title: 'Terms',
  description: 'What you buy, what you may do with it, and what we owe each other.',
  alternates: { canonical: '/terms' },
}

export default function TermsPage() {
  const { title, upcoming, refundDays } = getFeaturedCourse()
  const { supportEmail, sandbox } = getSite()
  const mail = <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
  return (
    <LegalPage
      title="Terms"
      summary="What you buy, what you may do with it, and what we owe each other."
      since="22 November 2026"
    >
      {sandbox && (
        <p>
          This copy of the site runs with a payment sandbox: nothing bought here is charged, and no contract
          is made.
        </p>
      )}
      <h2>Who</h2>
      <p>
        “We” are the operator of this site; write to {mail}. “You” are the person who buys or reads the
        course.
      </p>
      <h2>What you buy</h2>
      <p>
        Access for one person to <em>{title}</em>: its lessons, quizzes and exercises, and the certificate
        when all lessons are done. You pay once. Access does not run out, and corrections and new lessons of
        this course are included.
        {upcoming.length > 0 &&
          ` ${upcoming.length} of its lessons are still being written, and the outline says which; they are in the price and appear in your account as they are finished.`}
      </p>
      <p>
        “Lifetime” means for as long as the course is offered. Should we have to close the site, we tell you
        by mail at least 90 days before, so that you can keep a copy of the lessons.
      </p>
      <h2>Price and payment</h2>
      <p>
        The price is the one on the payment page when you pay. Payment is handled by Stripe
        {isCryptoOffered() &&
          ', and in crypto by a BTCPay Server, at the rate that its page shows and holds for an hour'}
        . The contract is made when your payment is confirmed, and you get a mail that says so.
      </p>
      <h2>Taking it back</h2>
      <p>
        Within {refundDays} days of the payment you can have your money back without a reason: see the{' '}
        <Link href="/refund-policy">refund policy</Link>.
      </p>
      <h2>Your account</h2>
      <p>
        It belongs to your e-mail address: whoever reads your mail can sign in, so look after it. Please do
        not share the account. You can see every device that is signed in, and sign it out.
      </p>
      <h2>What you may do with the lessons</h2>
      <p>
        Read them, learn from them, quote from them with a link. Code from the lessons may be used in your own
        work, paid or unpaid. Please do not publish the lessons or sell them on.
      </p>
      <h2>The certificate</h2>
      <p>
        It says that you finished the lessons, and it can be checked at its address. It is no licence and no
        examination. If the purchase is refunded, it is shown as revoked.
      </p>
      <h2>What we answer for</h2>
      <p>
        We take care that what the course says is right, name the versions that it was checked against, and
        correct errors. Python changes; measure before you rely on a number in production. We answer without
        limit for intent, gross negligence and injury, and otherwise for foreseeable damage up to the price
        you paid. Rights that the law of your country gives you as a consumer are untouched, and so are its
        courts.
      </p>
      <h2>Changes</h2>
      <p>
        If these terms change, what you have bought stays under the terms you bought it with, unless the
        change is in your favour.
      </p>
    </LegalPage>
  )
}
