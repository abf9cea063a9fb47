import type { Metadata } from 'next'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getSite } from '#lib/data/site/get-site.ts'

export const metadata: Metadata = { title: 'Check your mail', robots: { index: false } }

/** After the statement: the same for an order that exists and one that does not. */
export default function StatedPage() {
  const { supportEmail } = getSite()
  return (
    <Page>
      <PageHeader title="Check your mail, and confirm">
        <p>
          If that order was bought with that address, a mail with a link is on its way there. Its page has the
          button that completes the withdrawal.
        </p>
      </PageHeader>
      <div className="max-w-measure space-y-4 font-sans text-base">
        <p>
          The moment of your statement is noted and counts for the deadline; the link works for 24 hours.
          After the confirmation you get a receipt by mail with both times.
        </p>
        <p>
          Nothing came within a few minutes? Look into the spam folder, and check number and address for a
          slip of the finger. We do not say here whether there is such an order, so that nobody can find out
          who has bought. A person answers at <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
        </p>
        <p className="pt-2">
          <LinkButton href="/withdraw" kind="secondary">
            State it again
          </LinkButton>
        </p>
      </div>
    </Page>
  )
}
