import 'server-only'
import { certificateEligibility } from '#lib/domain/certificate.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { unsafeGetCourse } from '#lib/server/courses.ts'
import { db, type Tx } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import { createPublicId } from '#lib/server/public-id.ts'
import type { PrintableName } from './certificate-name.ts'
import { readCertificateStanding } from './certificate-standing.ts'
import { certificateFields, type ShownCertificate, showCertificate } from './get-certificate.ts'

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
 * Issues the viewer's certificate for a course: a snapshot of today's course and of what was done, under the name. There is one
 * for each learner and course; who asks again, or at the same time in another tab, gets the one that is there, with its first name.
 * @throws not_found, no_access, not_finished
 */
export async function issueCertificate(
  viewer: Viewer,
  courseSlug: string,
  { name, language }: PrintableName,
): Promise<ShownCertificate> {
  const course = unsafeGetCourse(courseSlug)
  if (!course) throw new AppError('not_found')
  const { userId } = viewer
  const row = await db.$transaction(async (tx) => {
    const holdsCourse = await lockEntitlement(tx, userId, courseSlug)
    const where = { userId_courseSlug: { userId, courseSlug } }
    const known = await tx.certificate.findUnique({ where, select: certificateFields })
    if (known) return known
    const { standing, achievement } = await readCertificateStanding(tx, userId, course, holdsCourse)
    const verdict = certificateEligibility(standing)
    if (!verdict.eligible) throw new AppError(verdict.because)
    const { count } = await tx.certificate.createMany({
      data: {
        ...achievement,
        id: createPublicId(),
        userId,
        courseSlug,
        name,
        nameLanguage: language,
        issuedAt: new Date(),
      },
      // Waits for a transaction that is issuing the same one, and then adds nothing.
      skipDuplicates: true,
    })
    const issued = await tx.certificate.findUniqueOrThrow({ where, select: certificateFields })
    if (count > 0) log.info({ userId, courseSlug }, 'certificate issued')
    return issued
  })
  return showCertificate(row, true)
}
