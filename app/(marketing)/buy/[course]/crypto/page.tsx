import type { Metadata, Route } from 'next'
import Form from 'next/form'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Button } from '#components/ui/button.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Field } from '#components/ui/field.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { isCryptoOffered } from '#lib/data/checkouts.ts'
import { findCourse } from '#lib/data/find-course.ts'
import { getClientNetwork } from '#lib/data/get-client-network.ts'
import { getViewer } from '#lib/data/get-viewer.ts'
import { hasActiveEntitlement } from '#lib/data/has-active-entitlement.ts'
import { quoteInCrypto } from '#lib/data/quote-in-crypto.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { CryptoForm } from './_components/crypto-form.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Pay with crypto', robots: { index: false } }

export default async function CryptoPage({ params, searchParams }: PageProps<'/buy/[course]/crypto'>) {
  const course = findCourse((await params).course)
  if (!course || !isCryptoOffered()) notFound()
  const viewer = await getViewer()
  const isOwned = viewer !== null && (await hasActiveEntitlement(viewer.userId, course.slug))
  const { code } = await searchParams
  const typed = typeof code === 'string' ? code.slice(0, 100) : undefined
  const { dueInCents, applied, problem } = await quoteInCrypto(course, typed, await getClientNetwork())
  const { amountInCents, currency } = course.price
  const due = formatMoney(dueInCents, currency)
  const isFree = dueInCents === 0
  return (
    <Page margin={<Link href={`/buy/${course.slug}` as Route}>Other ways to pay</Link>}>
      <PageHeader kicker={course.title} title="Pay with crypto" />
      <div className="max-w-measure space-y-8 font-sans text-base">
        {isOwned ? (
          <Notice tone="ok" title="You have this course">
            <p>There is nothing more to pay.</p>
            <p>
              <LinkButton href={`/learn/${course.slug}`}>Continue the course</LinkButton>
            </p>
          </Notice>
        ) : (
          <>
            <Facts
              rows={[
                ['Price', formatMoney(amountInCents, currency)],
                ...(applied
                  ? ([
                      [
                        'Code',
                        <span key="code">
                          <span className="font-mono">{applied.code}</span>:{' '}
                          {formatMoney(applied.discountInCents, currency)} off
                        </span>,
                      ],
                      ['To pay', due],
                    ] as [string, React.ReactNode][])
                  : []),
              ]}
            />
            <Form
              action={`/buy/${course.slug}/crypto` as Route}
              scroll={false}
              className="flex flex-wrap items-start gap-x-3 gap-y-2"
            >
              <Field
                name="code"
                label="Promotion code"
                className="min-w-56 grow"
                defaultValue={applied?.code ?? typed}
                error={problem ?? undefined}
                autoComplete="off"
                spellCheck={false}
                maxLength={40}
              />
              <Button type="submit" kind="secondary" className="sm:mt-7.5">
                Apply code
              </Button>
            </Form>
            <CryptoForm
              courseSlug={course.slug}
              code={applied?.code ?? null}
              asksForEmail={viewer === null}
              buttonText={isFree ? 'Get the course' : `Go on to pay ${due}`}
            />
            <section aria-labelledby="how" className="space-y-3 text-sm text-muted">
              <h2 id="how" className="text-lg text-ink">
                How it goes
              </h2>
              <p>
                The payment page is BTCPay Server’s. It shows the amount in bitcoin, at a rate that is held
                for an hour, and the address to send it to. Send all of it in one go. The course opens when
                the network has confirmed the payment, usually within the hour; you may close the page.
              </p>
              <p>
                Too little, too much, or too late? Nothing is lost: what does not buy the course goes back to
                you, and we mail you how.
              </p>
              <p>
                You can take your money back for {course.refundDays} days, no questions asked. You get the
                worth of what you paid, in {currency.toUpperCase()}, as crypto at the rate of the day on which
                it is sent, to an address that you name. It can be more or fewer coins than you sent.
              </p>
              <p>
                By buying you accept the <Link href={'/terms' as Route}>terms</Link>. The{' '}
                <Link href={'/refund-policy' as Route}>refund policy</Link> is part of them.
              </p>
            </section>
          </>
        )}
      </div>
    </Page>
  )
}
