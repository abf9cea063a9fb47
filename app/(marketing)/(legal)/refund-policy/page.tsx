import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { createElement, Fragment, type ReactNode } from 'react'
import { getFeaturedCourse } from '#lib/data/course/get-featured-course.ts'
import { getSite } from '#lib/data/site/get-site.ts'
import { refundPolicyText } from '#lib/domain/refund-policy-text.ts'
import { LegalPage } from '../_components/legal-page.tsx'

export const metadata: Metadata = {
  title: 'Refund policy',
  description: 'Take your money back within 30 days of the payment, for any reason or none.',
  alternates: { canonical: '/refund-policy' },
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A paragraph with its links: orders keep it as words alone. */
function Linked({ text, supportEmail }: { text: string; supportEmail: string }) {
  const links: Record<string, ReactNode> = {
    Account: <Link href="/account">Account</Link>,
    'withdraw from contract here': <Link href={'/withdraw' as Route}>withdraw from contract here</Link>,
    [supportEmail]: <a href={`mailto:${supportEmail}`}>{supportEmail}</a>,
  }
  return createElement(
    'p',
    null,
    ...text.split(/(Account(?=,)|withdraw from contract here|\S+@\S+\w)/).map((part) => links[part] ?? part),
  )
}

export default function RefundPolicyPage() {
  const { refundDays } = getFeaturedCourse()
  const { supportEmail } = getSite()
  const { version, summary, sections } = refundPolicyText(refundDays, supportEmail)
  return (
    <LegalPage title="Refund policy" summary={summary} since={day.format(new Date(version))}>
      {sections.map(({ title, paragraphs, points }) => (
        <Fragment key={title}>
          <h2>{title}</h2>
          {points && (
            <ul>
              {points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          )}
          {paragraphs.map((paragraph) => (
            <Linked key={paragraph} text={paragraph} supportEmail={supportEmail} />
          ))}
        </Fragment>
      ))}
    </LegalPage>
  )
}
