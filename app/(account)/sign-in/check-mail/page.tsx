import type { Metadata } from 'next'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { safeReturnTo } from '#lib/domain/return-to.ts'
import { emailSchema } from '#lib/schemas/email.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Check your mail', robots: { index: false } }

export default async function CheckMailPage({ searchParams }: PageProps<'/sign-in/check-mail'>) {
  const query = await searchParams
  const email = emailSchema.safeParse(query.email).data
  const again = new URLSearchParams({ returnTo: safeReturnTo(query.returnTo) })
  return (
    <Page>
      <PageHeader title="Check your mail">
        <p>
          A sign-in link is on its way to{' '}
          {email ? <strong className="font-semibold text-ink">{email}</strong> : 'the address you gave'}. It
          works once, for 15 minutes.
        </p>
      </PageHeader>
      <div className="max-w-measure space-y-4">
        <p>You may open it on any device: the one where you press its button is signed in.</p>
        <p>
          Nothing came within a minute? Look into the spam folder, and check the address above for a slip of
          the finger.
        </p>
        <p className="pt-2">
          <LinkButton href={`/sign-in?${again}`} kind="secondary">
            Use another address, or ask again
          </LinkButton>
        </p>
      </div>
    </Page>
  )
}
