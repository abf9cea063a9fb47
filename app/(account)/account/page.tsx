import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import { Moment } from '#components/ui/moment.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { listConnections } from '#lib/data/account/list-connections.ts'
import { listMyCourses } from '#lib/data/course/list-my-courses.ts'
import { listPurchases } from '#lib/data/orders/list-purchases.ts'
import { listMyReviews } from '#lib/data/reviews/list-my-reviews.ts'
import { getViewerOrSignIn } from '#lib/data/sign-in/get-viewer-or-sign-in.ts'
import { listSignInProviders } from '#lib/data/sign-in/sign-in-providers.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { OAuthButtons } from '../sign-in/_components/oauth-buttons.tsx'
import { NameForm } from './_components/name-form.tsx'
import { signOutAction } from './actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Your account', robots: { index: false } }

function Entry({ href, title, children }: { href: string; title: string; children: ReactNode }) {
  return (
    <li className="border-b border-rule py-3">
      <Link href={href as Route} prefetch={false} className="font-medium">
        {title}
      </Link>
      <p className="mt-0.5 text-sm text-muted">{children}</p>
    </li>
  )
}

export default async function AccountPage() {
  const viewer = await getViewerOrSignIn('/account')
  const providers = listSignInProviders()
  const [courses, connected, purchases, reviews] = await Promise.all([
    listMyCourses(viewer),
    listConnections(viewer),
    listPurchases(viewer.userId),
    listMyReviews(viewer),
  ])
  const refundable = purchases.filter(({ refundObstacle }) => refundObstacle === null)
  const connectable = providers.filter(({ id }) => !connected.includes(id))
  return (
    <Page>
      <PageHeader title="Your account">
        <p>
          Signed in as <strong className="font-semibold break-words text-ink">{viewer.email}</strong>
        </p>
      </PageHeader>
      <div className="max-w-measure space-y-10 font-sans text-base">
        <ul className="-mt-3">
          {courses.map(({ slug, title }) => (
            <Entry key={slug} href={`/learn/${slug}`} title={title}>
              Continue where you stopped. The{' '}
              <Link href={`/learn/${slug}/certificate` as Route} prefetch={false}>
                certificate
              </Link>{' '}
              is there when its lessons and exercises are done; the{' '}
              <Link href={`/learn/${slug}/transcript` as Route} prefetch={false}>
                transcript
              </Link>{' '}
              says what you did when. To hear it in your podcast app,{' '}
              <Link href={`/learn/${slug}/audio` as Route} prefetch={false}>
                get your private feed
              </Link>
              .
            </Entry>
          ))}
          {courses.length === 0 && (
            <Entry href="/" title="No course yet">
              See what is taught and what it costs. Bought with another address? Sign in with that one.
            </Entry>
          )}
          <Entry href="/account/purchases" title="Purchases and refunds">
            What you paid, until when you can have it back, and where a refund stands.
            {refundable.map(({ number, leftInCents, currency, refundDeadline }) => (
              <Fragment key={number}>
                <br />
                <Link href={`/account/purchases/${number}/refund` as Route} prefetch={false}>
                  Refund {formatMoney(leftInCents, currency)}
                </Link>
                : possible until{' '}
                {refundDeadline ? (
                  <Moment at={refundDeadline.toISOString()} />
                ) : (
                  'the gift is redeemed, and after'
                )}
              </Fragment>
            ))}
          </Entry>
          {reviews.map(({ courseSlug, courseTitle, isHidden }) => (
            <Entry key={courseSlug} href={`/learn/${courseSlug}/review`} title="Your review">
              What you wrote of “{courseTitle}”: change or withdraw it.
              {isHidden && ' We do not show it at the moment; its page says why.'}
            </Entry>
          ))}
          <Entry href="/account/runs" title="Runs">
            What you kept from the playground, with the links to share it.
          </Entry>
          <Entry href="/account/sessions" title="Devices">
            Where you are signed in, and signing out elsewhere.
          </Entry>
        </ul>
        <section aria-labelledby="profile">
          <h2 id="profile" className="mb-4 text-xl">
            Profile
          </h2>
          <NameForm name={viewer.name ?? ''} />
        </section>
        {providers.length > 0 && (
          <section aria-labelledby="connections">
            <h2 id="connections" className="mb-4 text-xl">
              Other ways to sign in
            </h2>
            <ul className="mb-4 space-y-1">
              {providers
                .filter(({ id }) => connected.includes(id))
                .map(({ id, name }) => (
                  <li key={id}>{name} is connected.</li>
                ))}
            </ul>
            <OAuthButtons providers={connectable} returnTo="/account" verb="Connect" />
          </section>
        )}
        <form action={signOutAction} className="border-t border-rule pt-6">
          <SubmitButton kind="secondary" pendingText="Signing out …">
            Sign out
          </SubmitButton>
        </form>
        <p className="text-sm text-muted">
          <Link href="/account/delete" prefetch={false}>
            Delete the account
          </Link>
        </p>
      </div>
    </Page>
  )
}
