import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'
import type { CertificateVisibility } from '#prisma/generated/client.ts'

/**
 * Settles what others see of the viewer's certificate; it holds at once, for the page, the picture, the file and the badge.
 * @throws not_found when the viewer has no certificate for this course
 */
export async function setCertificateVisibility(
  viewer: Viewer,
  courseSlug: string,
  visibility: CertificateVisibility,
): Promise<void> {
  const { count } = await db.certificate.updateMany({
    where: { userId: viewer.userId, courseSlug },
    data: { visibility },
  })
  if (count === 0) throw new AppError('not_found')
}
