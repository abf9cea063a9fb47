import type { Metadata } from 'next'
import { getFeaturedCourse } from '#lib/data/get-featured-course.ts'
import { OwnerPage } from '../_components/owner-page.tsx'
import { ReasonForm } from '../_components/reason-form.tsx'
import { requireOwner } from '../_components/require-owner.ts'
import { giveAccessAction } from '../actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Give access', robots: { index: false } }

/** Opens the course to somebody for nothing. */
export default async function GivePage() {
  await requireOwner()
  const { slug, title } = getFeaturedCourse()
  return (
    <OwnerPage room="/owner/give" title="Give access">
      <p className="max-w-measure">
        Opens “{title}” to somebody for nothing, as an order of its own: they get a mail, sign in with that
        address, and have everything that a buyer has. You can end it again from the order’s page.
      </p>
      <ReasonForm
        action={giveAccessAction}
        hidden={{ courseSlug: slug }}
        fields={[{ name: 'email', label: 'Their e-mail address', type: 'email' }]}
        buttonText="Open the course to them"
        pendingText="Opening …"
      />
    </OwnerPage>
  )
}
