import type { Metadata } from 'next'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'

export const metadata: Metadata = { title: 'Account deleted', robots: { index: false } }

/** Where a deletion ends. */
export default function AccountDeletedPage() {
  return (
    <Page>
      <PageHeader title="Your account is deleted">
        <p>You are signed out everywhere. Thank you for having been here.</p>
      </PageHeader>
      <LinkButton href="/" kind="secondary">
        To the front page
      </LinkButton>
    </Page>
  )
}
