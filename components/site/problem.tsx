'use client'

import { Button } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'

interface ProblemProps {
  error: unknown
  retry: () => void
}

/** The number under which the server's log has this failure. */
function logNumber(error: unknown): string | null {
  return error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : null
}

/** A page that broke: what happened, what was kept, what to do. */
export function Problem({ error, retry }: ProblemProps) {
  const number = logNumber(error)
  return (
    <Page margin={number && <p className="address lg:text-end">{number}</p>}>
      <PageHeader title="Something broke on our side">
        <p>
          What you had before is as it was: purchases, progress and answers are stored before a page says so.
        </p>
      </PageHeader>
      <p className="mb-6 max-w-measure">
        Try again; often that is enough. If it is not, write to us
        {number ? (
          <>
            {' '}
            and add this number, which stands in our log: <code>{number}</code>
          </>
        ) : (
          ' and say what you were doing'
        )}
        . If you were paying, look into your account first: a payment that went through is there.
      </p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={retry}>Try again</Button>
      </div>
    </Page>
  )
}
