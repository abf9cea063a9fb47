import 'server-only'
import { randomUUID } from 'node:crypto'
import { readReviewStanding } from '#lib/data/reviews/review-standing.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { db, type Tx } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'

/** What becomes of certificates that others may have been shown. */
export type ProofChoice = 'keep' | 'remove'

/** What becomes of what they wrote for others to read. */
export type ReviewChoice = 'keep' | 'remove'

/** A review that is kept has no name any more; what its rating counts by is written down, since the progress goes. */
async function leaveReviews(tx: Tx, userId: string, choice: ReviewChoice): Promise<void> {
  const kept = choice === 'keep' ? await tx.review.findMany({ where: { userId, withdrawnAt: null } }) : []
  await tx.review.deleteMany({ where: { userId, id: { notIn: kept.map(({ id }) => id) } } })
  for (const { id, courseSlug, lessonsDone } of kept) {
    const course = getCourseOutline(courseSlug)
    const standing = course && (await readReviewStanding(tx, userId, course))
    await tx.review.update({
      where: { id },
      data: { displayName: '', lessonsDone: Math.max(lessonsDone, standing?.lessonsDone ?? 0) },
    })
  }
}

/** All that is the person's own, but for what the functions below decide. A table that is added belongs here. */
async function removeLearning(tx: Tx, userId: string): Promise<void> {
  const own = { where: { userId } }
  await tx.lessonProgress.deleteMany(own)
  await tx.quizAnswer.deleteMany(own)
  await tx.exerciseResult.deleteMany(own)
  await tx.playgroundRun.deleteMany(own)
  await tx.podcastFeed.deleteMany(own)
  await tx.transcriptLink.deleteMany(own)
  await tx.reviewVote.deleteMany(own)
  await tx.reviewAsk.deleteMany(own)
}

/**
 * What is left of a removed certificate is a place in the status list that says "revoked": a badge that was saved elsewhere must
 * not go on being valid when its page is gone.
 */
async function removeProof(tx: Tx, userId: string): Promise<void> {
  await tx.certificateCorrection.deleteMany({ where: { certificate: { userId } } })
  await tx.certificatePrint.deleteMany({ where: { certificate: { userId } } })
  await tx.certificate.updateMany({
    where: { userId },
    data: {
      name: '',
      nameLanguage: null,
      visibility: 'PRIVATE',
      revokedAt: new Date(),
      revokedReason: 'REMOVED',
    },
  })
}

/**
 * Deletes the viewer's account: sessions, learning and sign-ins are gone, and who they were is taken off what the books must keep
 * (orders, payments, what was granted). Nothing brings it back; the same address may begin anew, with nothing.
 * @throws owner_stays for the owner, whom the settings would make again
 */
export async function deleteAccount(
  viewer: Viewer,
  proof: ProofChoice,
  reviews: ReviewChoice = 'remove',
): Promise<void> {
  if (viewer.isOwner) throw new AppError('owner_stays')
  const { userId } = viewer
  await db.$transaction(async (tx) => {
    // A purchase or a certificate that is being written for this person comes first, or finds nobody.
    const [user] = await tx.$queryRaw<{ email: string }[]>`
      select "email" from "User" where "id" = ${userId}::uuid and "deletedAt" is null for update`
    if (!user) throw new AppError('sign_in_required')
    await leaveReviews(tx, userId, reviews)
    await removeLearning(tx, userId)
    if (proof === 'remove') await removeProof(tx, userId)
    await tx.order.updateMany({ where: { userId }, data: { email: null } })
    await tx.session.deleteMany({ where: { userId } })
    await tx.account.deleteMany({ where: { userId } })
    await tx.verificationToken.deleteMany({ where: { identifier: user.email } })
    await tx.user.update({
      where: { id: userId },
      data: {
        email: `deleted-${randomUUID()}@deleted.invalid`,
        emailVerified: null,
        name: null,
        image: null,
        deletedAt: new Date(),
      },
    })
  })
  log.info({ userId, proof, reviews }, 'account deleted')
}
