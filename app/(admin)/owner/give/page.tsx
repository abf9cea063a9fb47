import type { Metadata } from 'next'
import { listCourses } from '#lib/data/course/list-courses.ts'
import { OwnerPage } from '../_components/owner-page.tsx'
import { ReasonForm } from '../_components/reason-form.tsx'
import { requireOwner } from '../_components/require-owner.ts'
import { giveAccessAction } from '../actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Give access', robots: { index: false } }

/** Opens a course to somebody for nothing. */
export default async function GivePage() {
  await requireOwner()
  const courses = listCourses()
  const [only, ...others] = courses
  // Of one there is nothing to choose.
  const one = others.length === 0 ? only : undefined
  const choices = Object.fromEntries(courses.map(({ slug, title }) => [slug, title]))
  return (
    <OwnerPage room="/owner/give" title="Give access">
      <p className="max-w-measure">
        Opens {one ? `“${one.title}”` : 'a course'} to somebody for nothing, as an order of its own: they get
        a mail, sign in with that address, and have everything that a buyer has. You can end it again from the
        order’s page.
      </p>
      <ReasonForm
        action={giveAccessAction}
        {...(one
          ? { hidden: { courseSlug: one.slug } }
          : { choice: { name: 'courseSlug', label: 'Which course', choices } })}
        fields={[{ name: 'email', label: 'Their e-mail address', type: 'email' }]}
        buttonText="Open the course to them"
        pendingText="Opening …"
      />
    </OwnerPage>
  )
}
