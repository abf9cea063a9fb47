import type { Metadata } from 'next'
import Link from 'next/link'
import { Badge } from '#components/ui/badge.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { getViewerOrSignIn } from '#lib/data/sign-in/get-viewer-or-sign-in.ts'
import { listSessions, type SessionSummary } from '#lib/data/sign-in/list-sessions.ts'
import { errors } from '#lib/domain/errors.ts'
import { formatMoment } from '#lib/domain/refund-policy.ts'
import { endOtherSessionsAction, endSessionAction, signOutAction } from '../actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Devices', robots: { index: false } }

function Moment({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{formatMoment(at)}</time>
}

function Session({ session }: { session: SessionSummary }) {
  const { id, device, isThisDevice, signedInAt, lastSeenAt } = session
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-b border-rule py-4">
      <div>
        <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-sans text-base font-medium">
          {device}
          {isThisDevice && <Badge tone="ok">This device</Badge>}
        </h2>
        <p className="mt-0.5 text-sm text-muted">
          Signed in <Moment at={signedInAt} />
          <br />
          Last seen <Moment at={lastSeenAt} />
        </p>
      </div>
      <form action={isThisDevice ? signOutAction : endSessionAction}>
        <input type="hidden" name="sessionId" value={id} />
        <SubmitButton
          kind="secondary"
          size="small"
          pendingText="Signing out …"
          aria-label={
            isThisDevice ? 'Sign out here' : `Sign out ${device}, signed in ${formatMoment(signedInAt)}`
          }
        >
          {isThisDevice ? 'Sign out here' : 'Sign out'}
        </SubmitButton>
      </form>
    </li>
  )
}

function Outcome({ code }: { code: string }) {
  if (code === 'ended') {
    return (
      <Notice tone="ok" live className="mb-6 max-w-measure" title="Signed out there">
        <p>That device can no longer see your account.</p>
      </Notice>
    )
  }
  const message =
    code === 'not_found'
      ? 'That device was signed out already.'
      : Object.hasOwn(errors, code) && errors.internal.message
  return message ? (
    <Notice live className="mb-6 max-w-measure">
      <p>{message}</p>
    </Notice>
  ) : null
}

export default async function SessionsPage({ searchParams }: PageProps<'/account/sessions'>) {
  const viewer = await getViewerOrSignIn('/account/sessions')
  const [sessions, { outcome }] = await Promise.all([listSessions(viewer), searchParams])
  return (
    <Page margin={<Link href="/account">Your account</Link>}>
      <PageHeader title="Devices">
        <p>Where you are signed in. A device that is not used for 30 days is signed out by itself.</p>
      </PageHeader>
      {typeof outcome === 'string' && <Outcome code={outcome} />}
      <div className="max-w-measure font-sans text-base">
        <ul className="-mt-4">
          {sessions.map((session) => (
            <Session key={session.id} session={session} />
          ))}
        </ul>
        {sessions.length > 1 && (
          <form action={endOtherSessionsAction} className="mt-6">
            <SubmitButton kind="danger" pendingText="Signing out …">
              Sign out everywhere else
            </SubmitButton>
          </form>
        )}
      </div>
    </Page>
  )
}
