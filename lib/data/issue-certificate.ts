import 'server-only'
import { certificateEligibility } from '#lib/domain/certificate.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { createCertificateId } from '#lib/server/certificate-id.ts'
import { getCourseOutlineOrThrow } from '#lib/server/courses.ts'
import { db, type Tx } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import type { PrintableName } from './certificate-name.ts'
import { type PublicCertificate, publicCertificateFields, toPublicCertificate } from './get-certificate.ts'

/**
 * Holds the entitlement still until the certificate stands: a refund at the same moment either comes first, and there is no
 * certificate, or comes after, and finds the certificate to revoke.
 */
async function lockEntitlement(tx: Tx, userId: string, courseSlug: string): Promise<boolean> {
  const held = await tx.$queryRaw<unknown[]>`
    select 1 from "Entitlement"
    where "userId" = ${userId}::uuid and "courseSlug" = ${courseSlug} and "revokedAt" is null for share`
  return held.length > 0
}

/**
 * Issues the viewer's certificate for a course: a snapshot of today's course under the name. There is one for each learner and
 * course; who asks again, or at the same time in another tab, gets the one that is there, with its first name.
 * @throws not_found, no_access, not_finished
 */
export async function issueCertificate(
  viewer: Viewer,
  courseSlug: string,
  { name, language }: PrintableName,
): Promise<PublicCertificate> {
  const course = getCourseOutlineOrThrow(courseSlug)
  const { userId } = viewer
  const row = await db.$transaction(async (tx) => {
    const holdsCourse = await lockEntitlement(tx, userId, courseSlug)
    const where = { userId_courseSlug: { userId, courseSlug } }
    const known = await tx.certificate.findUnique({ where, select: publicCertificateFields })
    if (known) return known
    const done = await tx.lessonProgress.findMany({
      where: { userId, courseSlug, doneAt: { not: null } },
      select: { lessonSlug: true },
    })
    const verdict = certificateEligibility({
      holdsCourse,
      lessonSlugs: course.lessons.map((lesson) => lesson.slug),
      doneLessonSlugs: new Set(done.map((lesson) => lesson.lessonSlug)),
    })
    if (!verdict.eligible) throw new AppError(verdict.because)
    const { count } = await tx.certificate.createMany({
      data: {
        id: createCertificateId(),
        userId,
        courseSlug,
        name,
        nameLanguage: language,
        courseTitle: course.title,
        courseVersion: course.version,
        courseMinutes: course.lessons.reduce((sum, lesson) => sum + lesson.minutes, 0),
        lessonCount: course.lessons.length,
        issuedAt: new Date(),
      },
      // Waits for a transaction that is issuing the same one, and then adds nothing.
      skipDuplicates: true,
    })
    const issued = await tx.certificate.findUniqueOrThrow({ where, select: publicCertificateFields })
    if (count > 0) log.info({ userId, courseSlug }, 'certificate issued')
    return issued
  })
  return toPublicCertificate(row)
}
