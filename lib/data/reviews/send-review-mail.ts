import 'server-only'
import { hasActiveEntitlement } from '#lib/data/orders/has-active-entitlement.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import type { JobHandlers } from '#lib/server/jobs.ts'
import { mailSite, sendMail } from '#lib/server/mail.ts'
import { reviewMail } from '#lib/server/mails/review-mail.ts'
import { isReviewAsked } from './ask-for-review.ts'

/** Mails who finished a course, unless they reviewed it, said no, do not hold it any more, left, or got this mail before. */
export const sendReviewMail: JobHandlers['review-mail'] = async ({ userId, courseSlug }, job) => {
  const course = getCourseOutline(courseSlug)
  const user = await db.user.findUnique({
    where: { id: userId, deletedAt: null },
    select: { email: true, name: true, role: true },
  })
  if (!course || !user) return
  const viewer = { userId, isOwner: user.role === 'OWNER' }
  if (!(await isReviewAsked(viewer, courseSlug)) || !(await hasActiveEntitlement(userId, courseSlug))) return
  const mail = reviewMail({
    site: mailSite,
    name: user.name,
    courseTitle: course.title,
    reviewUrl: `${mailSite.url}/learn/${courseSlug}/review`,
  })
  await sendMail(user.email, mail, job.id)
  await db.reviewAsk.updateMany({ where: { userId, courseSlug }, data: { mailedAt: new Date() } })
}
