import type { Metadata, Route } from 'next'
import { redirect } from 'next/navigation'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { isSignInLinkAlive } from '#lib/data/sign-in/is-sign-in-link-alive.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { errors } from '#lib/domain/errors.ts'
import { safeReturnTo } from '#lib/domain/return-to.ts'
import { emailSchema } from '#lib/schemas/email.ts'
import { confirmationSchema } from '#lib/schemas/sign-in.ts'
import { LinkForm } from '../_components/link-form.tsx'
import { confirmLink } from '../actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = {
  title: 'Sign in',
  robots: { index: false },
  // The address of this page holds the link's secret: no other site may see it. ("no-referrer" would also take the origin
  // from the form, and a server action refuses a form without one.)
  referrer: 'same-origin',
}

/** Opened from the mail, by people and by scanners: looking at it changes nothing. */
export default async function ConfirmPage({ searchParams }: PageProps<'/sign-in/confirm'>) {
  const query = await searchParams
  const link = confirmationSchema.safeParse(query).data
  if (link && (await isSignInLinkAlive(link.email, link.token))) {
    return (
      <Page>
        <PageHeader title="Sign in">
          <p>
            As <strong className="font-semibold text-ink">{link.email}</strong>, on this device.
          </p>
        </PageHeader>
        <form action={confirmLink}>
          <input type="hidden" name="email" value={link.email} />
          <input type="hidden" name="token" value={link.token} />
          <input type="hidden" name="returnTo" value={link.returnTo} />
          <SubmitButton pendingText="Signing in …">Sign in</SubmitButton>
        </form>
        <p className="mt-6 max-w-measure font-sans text-sm text-muted">
          Not your address? Then close this page; nothing has happened.
        </p>
      </Page>
    )
  }

  const email = emailSchema.safeParse(query.email).data
  const returnTo = safeReturnTo(query.returnTo)
  // The link was used by this very browser: a second press, or the mail opened again.
  if (email && (await getViewer())?.email === email) redirect(returnTo as Route)
  const failed = typeof query.failed === 'string' && /^[\w-]{1,20}$/.test(query.failed) ? query.failed : null
  if (!failed) noteRefusal('link_expired', { page: 'sign-in' })
  return (
    <Page>
      <PageHeader title={failed ? 'That did not work' : 'This link has ended'}>
        <p>{failed ? errors.internal.message : errors.link_expired.message}</p>
      </PageHeader>
      {failed && (
        <Notice tone="danger" title="You are not signed in" className="mb-8 max-w-measure">
          <p>If it happens again, write to us and name the number {failed}.</p>
        </Notice>
      )}
      <LinkForm returnTo={returnTo} email={email ?? ''} buttonText="Mail me a new link" />
    </Page>
  )
}
