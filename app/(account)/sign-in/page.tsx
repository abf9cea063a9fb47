import type { Metadata, Route } from 'next'
import { redirect } from 'next/navigation'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { listSignInProviders } from '#lib/data/sign-in/sign-in-providers.ts'
import { safeReturnTo } from '#lib/domain/return-to.ts'
import { LinkForm } from './_components/link-form.tsx'
import { OAuthButtons } from './_components/oauth-buttons.tsx'
import { OAuthProblem } from './_components/oauth-problem.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const query = await searchParams
  const providers = listSignInProviders()
  const returnTo = safeReturnTo(query.returnTo)
  if (await getViewer()) redirect(returnTo as Route)
  return (
    <Page>
      <PageHeader title="Sign in">
        <p>
          No password. We mail you a link that works once, for 15 minutes. New here? The same link makes your
          account; a purchase made with this address is waiting in it.
        </p>
      </PageHeader>
      {typeof query.error === 'string' && <OAuthProblem code={query.error} />}
      <LinkForm returnTo={returnTo} />
      {providers.length > 0 && (
        <section aria-labelledby="other-ways" className="mt-10 max-w-measure border-t border-rule pt-6">
          <h2 id="other-ways" className="mb-4 text-xl">
            Or without a mail
          </h2>
          <OAuthButtons providers={providers} returnTo={returnTo} />
        </section>
      )}
    </Page>
  )
}
