import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { type KeptRun, listPlaygroundRuns } from '#lib/data/playground/list-playground-runs.ts'
import { getViewerOrSignIn } from '#lib/data/sign-in/get-viewer-or-sign-in.ts'
import { errors } from '#lib/domain/errors.ts'
import { MAX_KEPT_RUNS } from '#lib/schemas/playground-run.ts'
import { deleteRunAction, renameRunAction } from './actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Your runs', robots: { index: false } }

function Run({ run: { id, title, createdAt } }: { run: KeptRun }) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-b border-rule py-4">
      <div className="min-w-0">
        <h2 className="font-sans text-base font-medium break-words">
          <a href={`/playground#kept=${id}`}>{title}</a>
        </h2>
        <p className="mt-0.5 text-sm text-muted">
          Kept <Moment at={createdAt.toISOString()} />
        </p>
      </div>
      <div className="flex gap-3">
        <Dialog
          trigger={
            <>
              Rename<span className="sr-only"> {title}</span>
            </>
          }
          triggerSize="small"
          title="Another name"
          closeText="Leave it"
        >
          <form action={renameRunAction} className="flex flex-wrap items-end gap-3">
            <input type="hidden" name="id" value={id} />
            <Field
              className="min-w-0 grow"
              name="title"
              label="Name"
              defaultValue={title}
              maxLength={100}
              required
            />
            <SubmitButton pendingText="Renaming …">Rename</SubmitButton>
          </form>
        </Dialog>
        <Dialog
          trigger={
            <>
              Delete<span className="sr-only"> {title}</span>
            </>
          }
          triggerKind="danger"
          triggerSize="small"
          title="Delete this run for good?"
          closeText="Keep it"
        >
          <p className="mb-4">Its link leads nowhere from then on, for you and for whoever has it.</p>
          <form action={deleteRunAction}>
            <input type="hidden" name="id" value={id} />
            <SubmitButton kind="danger" pendingText="Deleting …">
              Delete it
            </SubmitButton>
          </form>
        </Dialog>
      </div>
    </li>
  )
}

const outcomes: Record<string, { title: string; text: string }> = {
  renamed: { title: 'Renamed', text: 'Its link is the same as before.' },
  deleted: { title: 'Deleted', text: 'The run and its link are gone.' },
  not_found: { title: 'Not done', text: 'That run was deleted already.' },
  bad_input: {
    title: 'Not renamed',
    text: 'A name has 1 to 100 characters that can be shown. The run keeps the one it had.',
  },
}

function Outcome({ code }: { code: string }) {
  const known = Object.hasOwn(outcomes, code) ? outcomes[code] : undefined
  const isDone = code === 'renamed' || code === 'deleted'
  if (!known && !Object.hasOwn(errors, code)) return null
  return (
    <Notice
      tone={isDone ? 'ok' : 'danger'}
      live
      className="mb-6 max-w-measure"
      title={known?.title ?? 'Not done'}
    >
      <p>{known?.text ?? errors.internal.message}</p>
    </Notice>
  )
}

export default async function RunsPage({ searchParams }: PageProps<'/account/runs'>) {
  const viewer = await getViewerOrSignIn('/account/runs')
  const [runs, { outcome }] = await Promise.all([listPlaygroundRuns(viewer), searchParams])
  return (
    <Page margin={<Link href="/account">Your account</Link>}>
      <PageHeader title="Your runs">
        <p>
          What you kept from the playground: {runs.length} of {MAX_KEPT_RUNS}. Whoever has the link of a run
          can play it, and nobody else.
        </p>
      </PageHeader>
      {typeof outcome === 'string' && <Outcome code={outcome} />}
      <div className="max-w-measure font-sans text-base">
        {runs.length > 0 ? (
          <ul className="-mt-4">
            {runs.map((run) => (
              // Made anew after something was done, so that its question is closed.
              <Run key={`${run.id} ${run.title} ${outcome}`} run={run} />
            ))}
          </ul>
        ) : (
          <p>
            None yet. Play something in the <Link href={'/playground' as Route}>playground</Link>, and press{' '}
            <em>Keep in my account</em>.
          </p>
        )}
      </div>
    </Page>
  )
}
