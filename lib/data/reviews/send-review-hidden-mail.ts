import 'server-only'
import { getCourseOutline } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import type { JobHandlers } from '#lib/server/jobs.ts'
import { mailSite, sendMail } from '#lib/server/mail.ts'
import { reviewHiddenMail } from '#lib/server/mails/review-mail.ts'

/** Tells the writer of a review why it is hidden, unless it is shown again by now, was withdrawn, or they left. */
export const sendReviewHiddenMail: JobHandlers['review-hidden-mail'] = async (
  { reviewId, hiddenAt },
  job,
) => {
  const review = await db.review.findFirst({
    where: { id: reviewId, hiddenAt, withdrawnAt: null, user: { deletedAt: null } },
    select: { courseSlug: true, hideReason: true, user: { select: { email: true, name: true } } },
  })
  const course = review && getCourseOutline(review.courseSlug)
  if (!course || !review.hideReason) return
  const { hideReason, user } = review
  const mail = reviewHiddenMail({
    site: mailSite,
    name: user.name,
    courseTitle: course.title,
    reason: hideReason,
    reviewUrl: `${mailSite.url}/learn/${course.slug}/review`,
  })
  await sendMail(user.email, mail, job.id)
}
