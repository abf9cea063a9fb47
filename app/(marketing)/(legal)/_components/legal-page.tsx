import type { ReactNode } from 'react'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'

interface LegalPageProps {
  title: string
  /** What it says, in a sentence or two. */
  summary: string
  /** Since when this text holds: "22 November 2026". */
  since: string
  children: ReactNode
}

/** Terms, privacy and refund policy: short, true and plain. */
export function LegalPage({ title, summary, since, children }: LegalPageProps) {
  return (
    <Page margin={<p className="lg:text-end">In force since {since}</p>}>
      <PageHeader title={title}>
        <p>{summary}</p>
      </PageHeader>
      <div className="prose">{children}</div>
    </Page>
  )
}
