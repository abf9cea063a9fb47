/** Learners at the end of the real course, for tests of certificates, badges and transcripts. */
import { issueCertificate } from '#lib/data/certificates/issue-certificate.ts'
import { revokeCertificates } from '#lib/data/certificates/revoke-certificates.ts'
import { getFeaturedCourse } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { unsafeGetExercises } from '#lib/server/exercises.ts'
import { newLearner } from './learners.ts'

export const course = getFeaturedCourse()
export const courseSlug = course.slug

/** Somebody who holds the course and has done so many of its lessons, and so many of the exercises that count. */
export async function learnerAt(
  lessonsDone = course.lessons.length,
  exercisesSolved = course.requiredExercises,
) {
  const learner = await newLearner(courseSlug)
  const { userId } = learner
  const user = await db.user.findUniqueOrThrow({ where: { id: userId } })
  const now = new Date()
  await db.lessonProgress.createMany({
    data: course.lessons.slice(0, lessonsDone).map(({ slug }) => ({
      userId,
      courseSlug,
      lessonSlug: slug,
      doneAt: now,
      doneBy: 'READING' as const,
    })),
  })
  const required = unsafeGetExercises(courseSlug).filter((exercise) => exercise.required)
  await db.exerciseResult.createMany({
    data: required
      .slice(0, exercisesSolved)
      .map(({ id }) => ({ userId, courseSlug, exerciseId: id, trace: '', solvedAt: now })),
  })
  const viewer = { userId, email: user.email, name: null, isOwner: false, sessionId: 'none' }
  return { ...learner, viewer }
}

/** Somebody with a certificate. */
export async function newGraduate(name = 'Ada Lovelace', language: string | null = null) {
  const learner = await learnerAt()
  const { id } = await issueCertificate(learner.viewer, courseSlug, { name, language })
  return { ...learner, id }
}

/** What the money side does when all of the money goes back: access and certificate end in one transaction. */
export function refund(userId: string): Promise<void> {
  return db.$transaction(async (tx) => {
    await tx.entitlement.updateMany({
      where: { userId, courseSlug },
      data: { revokedAt: new Date(), revokedReason: 'REFUNDED' },
    })
    await revokeCertificates(tx, userId, courseSlug, 'REFUNDED')
  })
}
