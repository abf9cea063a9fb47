import 'server-only'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { courseProgress } from '#lib/domain/progress.ts'
import { reviewMailAt } from '#lib/domain/reviews.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { db, type Tx } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'

/**
 * When the lesson that was just done is the last one: has the one mail enqueued that asks for a review, as part of the transaction
 * that did it. However often the course is finished, it is enqueued once.
 */
export async function askForReviewOnceComplete(
  tx: Tx,
  userId: string,
  courseSlug: string,
  now: Date,
): Promise<void> {
  const lessons = getCourseOutline(courseSlug)?.lessons ?? []
  if (lessons.length === 0) return
  // Who does two lessons in two tabs at once: the second to come here sees the first one's lesson.
  const lock = `review ask ${userId} ${courseSlug}`
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`
  const lessonSlug = { in: lessons.map(({ slug }) => slug) }
  const done = await tx.lessonProgress.count({
    where: { userId, courseSlug, lessonSlug, doneAt: { not: null } },
  })
  if (done < lessons.length) return
  const { count } = await tx.reviewAsk.createMany({ data: [{ userId, courseSlug }], skipDuplicates: true })
  if (count === 1) await enqueue(tx, 'review-mail', { userId, courseSlug }, { startAfter: reviewMailAt(now) })
}

/** The viewer does not want to be asked: not on the page, and not by mail. */
export async function declineReview({ userId }: Viewer, courseSlug: string, now = new Date()): Promise<void> {
  await db.reviewAsk.upsert({
    where: { userId_courseSlug: { userId, courseSlug } },
    create: { userId, courseSlug, declinedAt: now },
    update: { declinedAt: now },
  })
}

/** Whether a finished course asks its learner for a review: not after the mail went out, a no, or a review. */
export async function isReviewAsked(
  { userId, isOwner }: Pick<Viewer, 'userId' | 'isOwner'>,
  courseSlug: string,
): Promise<boolean> {
  if (isOwner) return false
  const key = { userId_courseSlug: { userId, courseSlug } }
  const [ask, review] = await Promise.all([
    db.reviewAsk.findUnique({ where: key, select: { mailedAt: true, declinedAt: true } }),
    db.review.findUnique({ where: key, select: { id: true } }),
  ])
  return review === null && !ask?.mailedAt && !ask?.declinedAt
}

/** Whether a page of a course asks for a review: its learner has done every lesson, and `isReviewAsked`. */
export async function asksForReview(session: Session | null, course: CourseOutline): Promise<boolean> {
  if (!session?.courseSlugs.includes(course.slug)) return false
  const states = session.progress.filter(({ courseSlug }) => courseSlug === course.slug)
  return courseProgress(course.lessons, states).isComplete && isReviewAsked(session.viewer, course.slug)
}
