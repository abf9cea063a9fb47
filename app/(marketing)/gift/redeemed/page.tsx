import type { Metadata } from 'next'
import Link from 'next/link'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'

export const metadata: Metadata = { title: 'The gift is redeemed', robots: { index: false } }

/** After a gift was redeemed for the address that its link was mailed to, by somebody who is not signed in. */
export default function RedeemedPage() {
  return (
    <Page margin="A gift">
      <PageHeader title="It is yours: look into your mailbox">
        <p>A link that signs you in and opens the course is on its way to the address of the gift’s mail.</p>
      </PageHeader>
      <p className="max-w-measure">
        Nothing there after a few minutes? Look into the spam folder, or{' '}
        <Link href="/sign-in" prefetch={false}>
          have a link mailed again
        </Link>{' '}
        with that address. There is no password.
      </p>
    </Page>
  )
}
