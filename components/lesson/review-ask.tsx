import type { Route } from 'next'
import Link from 'next/link'
import { SubmitButton } from '#components/ui/submit-button.tsx'

interface ReviewAskProps {
  courseSlug: string
  declineAction: (form: FormData) => Promise<void>
}

/** The one question after the last lesson, with a no that holds for the mail too. */
export function ReviewAsk({ courseSlug, declineAction }: ReviewAskProps) {
  return (
    <section aria-label="Review" className="max-w-measure border-t border-rule pt-4 font-sans text-base">
      <p>How was the course? A few words help the next person to decide. We ask here, and once by mail.</p>
      <div className="mt-2 flex flex-wrap items-center gap-x-6 gap-y-2">
        <Link
          href={`/learn/${courseSlug}/review` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center"
        >
          Write a review
        </Link>
        <form action={declineAction}>
          <input type="hidden" name="courseSlug" value={courseSlug} />
          <SubmitButton kind="quiet" size="small" pendingText="Noted …">
            No, do not ask me
          </SubmitButton>
        </form>
      </div>
    </section>
  )
}
