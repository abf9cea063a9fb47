import 'server-only'
import { sumLedger } from '#lib/domain/order.ts'
import { courseProgress } from '#lib/domain/progress.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import type { Tx } from '#lib/server/db.ts'
import { isMoneyBack } from './review-facts.ts'

/** What a review says of its writer, as it is at this moment. */
export interface ReviewStanding {
  /** Holds the course. */
  holdsCourse: boolean
  /** Somebody paid for the access: the learner, or who gave it to them. False for what was given for nothing. */
  isPaidFor: boolean
  percentDone: number
  /** After a refund: those that were done before it. */
  lessonsDone: number
}

/** Null for who never held the course. Of the caller's own learner only. */
export async function readReviewStanding(
  tx: Tx,
  userId: string,
  course: CourseOutline,
): Promise<ReviewStanding | null> {
  const where = { userId, courseSlug: course.slug }
  const held = await tx.entitlement.findFirst({
    where,
    orderBy: { revokedAt: { sort: 'desc', nulls: 'first' } },
    select: { orderId: true, revokedAt: true, revokedReason: true },
  })
  if (!held) return null
  const payments = await tx.payment.findMany({ where: { orderId: held.orderId } })
  const progress = await tx.lessonProgress.findMany({ where })
  const refundedAt = isMoneyBack(held.revokedReason) ? held.revokedAt : null
  return {
    holdsCourse: held.revokedAt === null,
    isPaidFor: sumLedger(payments).paidInCents > 0,
    percentDone: courseProgress(course.lessons, progress).percent,
    lessonsDone: progress.filter(({ doneAt }) => doneAt && (!refundedAt || doneAt <= refundedAt)).length,
  }
}
