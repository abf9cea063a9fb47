import { LinkButton } from '#components/ui/link-button.tsx'
import { formatMoney } from '#lib/domain/money.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'

interface BuyOrContinueProps {
  course: CourseOutline
  /** Whether the viewer has the course already. */
  owned: boolean
  /** Offer the free lesson beside it. */
  withFreeLesson?: boolean
}

/** The one action of the front page. */
export function BuyOrContinue({ course, owned, withFreeLesson = false }: BuyOrContinueProps) {
  const free = course.lessons.find((lesson) => lesson.free)
  if (owned) return <LinkButton href={`/learn/${course.slug}`}>Continue the course</LinkButton>
  return (
    <div className="flex flex-wrap gap-3">
      <LinkButton href={`/buy/${course.slug}`}>
        Buy for {formatMoney(course.price.amountInCents, course.price.currency)}
      </LinkButton>
      {withFreeLesson && free && (
        <LinkButton href={`/learn/${course.slug}/${free.slug}`} kind="secondary">
          Read lesson {free.number} for free
        </LinkButton>
      )}
    </div>
  )
}
