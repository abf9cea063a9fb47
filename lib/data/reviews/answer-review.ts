import 'server-only'
import { type Actor, recordAudit } from '#lib/data/owner/record-audit.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { HideReason } from '#lib/domain/reviews.ts'
import { db } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'

/**
 * The owner answers a review, or answers anew.
 * @throws not_found when it was withdrawn meanwhile
 */
export async function answerReview(
  actor: Actor,
  { reviewId, answer }: { reviewId: string; answer: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.review.updateMany({
      where: { id: reviewId, withdrawnAt: null },
      data: { answer, answeredAt: new Date() },
    })
    if (count === 0) throw new AppError('not_found')
    await recordAudit(tx, actor, { action: 'ANSWER_REVIEW', detail: reviewId })
  })
}

/**
 * The owner hides a review: for one of the reasons that the page states, with the words that are meant. Its text is not touched,
 * and its writer is mailed the reason.
 * @throws not_found when it is hidden already, or was withdrawn
 */
export async function hideReview(
  actor: Actor,
  { reviewId, reason, note }: { reviewId: string; reason: HideReason; note: string },
): Promise<void> {
  const hiddenAt = new Date()
  await db.$transaction(async (tx) => {
    const { count } = await tx.review.updateMany({
      where: { id: reviewId, hiddenAt: null, withdrawnAt: null },
      data: { hiddenAt, hideReason: reason },
    })
    if (count === 0) throw new AppError('not_found')
    await enqueue(tx, 'review-hidden-mail', { reviewId, hiddenAt: hiddenAt.toISOString() })
    await recordAudit(tx, actor, { action: 'HIDE_REVIEW', reason: note, detail: `${reason} ${reviewId}` })
  })
}

/**
 * The owner shows a hidden review again.
 * @throws not_found when it is not hidden
 */
export async function showReview(actor: Actor, { reviewId }: { reviewId: string }): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.review.updateMany({
      where: { id: reviewId, hiddenAt: { not: null } },
      data: { hiddenAt: null, hideReason: null },
    })
    if (count === 0) throw new AppError('not_found')
    await recordAudit(tx, actor, { action: 'SHOW_REVIEW', detail: reviewId })
  })
}
