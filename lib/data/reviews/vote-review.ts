import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'
import { consumeRateLimit } from '#lib/server/rate-limit.ts'

/**
 * The viewer found a review helpful, or takes that back. Once counts as twice does.
 * @returns how many find it helpful now
 * @throws not_found when it is not shown; vote_for_own, rate_limited
 */
export async function voteReview(
  { userId }: Viewer,
  { reviewId, helpful }: { reviewId: string; helpful: boolean },
): Promise<number> {
  await consumeRateLimit('review-vote', userId)
  const review = await db.review.findFirst({
    where: { id: reviewId, hiddenAt: null, withdrawnAt: null },
    select: { userId: true },
  })
  if (!review) throw new AppError('not_found')
  if (review.userId === userId) throw new AppError('vote_for_own')
  const vote = { reviewId, userId }
  if (helpful) await db.reviewVote.createMany({ data: [vote], skipDuplicates: true })
  else await db.reviewVote.deleteMany({ where: vote })
  return db.reviewVote.count({ where: { reviewId } })
}
