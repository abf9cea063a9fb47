import { LinkButton } from '#components/ui/link-button.tsx'
import { formatMoney } from '#lib/domain/money.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'

interface BuyCourseProps {
  course: CourseOutline
  isSignedIn: boolean
  /** Where signing in leads back to. */
  returnTo: string
}

/** What the course costs and holds today, for somebody who does not have it. */
export function BuyCourse({ course, isSignedIn, returnTo }: BuyCourseProps) {
  const price = formatMoney(course.price.amountInCents, course.price.currency)
  const out = course.lessons.length
  return (
    <div className="font-sans text-base">
      <p>
        {price}, once. Lifetime access, and your money back within {course.refundDays} days without a reason.
        {course.upcoming.length > 0 &&
          ` ${out} of ${out + course.upcoming.length} lessons are out; the others come to you as they are ready.`}
      </p>
      <p className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-3">
        <LinkButton href={`/buy/${course.slug}`}>Buy for {price}</LinkButton>
        {!isSignedIn && (
          <LinkButton href={`/sign-in?returnTo=${encodeURIComponent(returnTo)}`} kind="quiet">
            I have it: sign in
          </LinkButton>
        )}
      </p>
    </div>
  )
}
