import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'

/**
 * Takes the viewer's review of a course back, at any time: its words and name, what was answered, and the votes are gone. What stays
 * is that there was one, so that one that was hidden does not come back as new.
 * @throws not_found
 */
export async function withdrawReview(
  { userId }: Viewer,
  courseSlug: string,
  now = new Date(),
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.review.updateMany({
      where: { userId, courseSlug, withdrawnAt: null },
      data: { withdrawnAt: now, text: '', displayName: '', answer: null, answeredAt: null },
    })
    if (count === 0) throw new AppError('not_found')
    await tx.reviewVote.deleteMany({ where: { review: { userId, courseSlug } } })
  })
}
