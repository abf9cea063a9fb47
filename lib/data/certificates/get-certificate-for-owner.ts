import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { certificateIdSchema } from '#lib/schemas/certificate-name.ts'
import { db } from '#lib/server/db.ts'

export interface OwnerCertificate {
  name: string
  email: string
  issuedAt: Date
  corrections: { formerName: string; correctedAt: Date; byOwner: boolean }[]
}

/** Whose a certificate is, and what its name was; null when there is none. @throws not_owner */
export async function getCertificateForOwner(
  viewer: Pick<Viewer, 'isOwner'>,
  id: string,
): Promise<OwnerCertificate | null> {
  if (!viewer.isOwner) throw new AppError('not_owner')
  if (!certificateIdSchema.safeParse(id).success) return null
  const row = await db.certificate.findUnique({
    where: { id },
    select: {
      name: true,
      issuedAt: true,
      user: { select: { email: true } },
      corrections: {
        select: { formerName: true, correctedAt: true, byOwner: true },
        orderBy: { correctedAt: 'asc' },
      },
    },
  })
  if (!row) return null
  const { user, ...certificate } = row
  return { ...certificate, email: user.email }
}
