import 'server-only'
import { type CertificateFacts, issuerName } from '#lib/domain/certificate.ts'
import { certificateIdSchema } from '#lib/schemas/certificate-name.ts'
import { type ArenaPattern, arenaPattern } from '#lib/server/certificate-pdf/arena-pattern.ts'
import { db } from '#lib/server/db.ts'
import { getSite } from './get-site.ts'

/** What anybody may know of a certificate whose address they have: all of the paper, and whether it still stands. */
export interface PublicCertificate extends CertificateFacts {
  issuer: string
  /** Its page. */
  url: string
  /** The reason stays between the graduate and us. */
  revokedAt: Date | null
  pattern: ArenaPattern
}

/** Nothing else leaves the database: not whose account it is, nor why it was revoked. */
export const publicCertificateFields = {
  id: true,
  name: true,
  nameLanguage: true,
  courseTitle: true,
  courseVersion: true,
  courseMinutes: true,
  lessonCount: true,
  issuedAt: true,
  revokedAt: true,
} as const

export function toPublicCertificate(row: CertificateFacts & { revokedAt: Date | null }): PublicCertificate {
  return {
    ...row,
    issuer: issuerName,
    url: `${getSite().url}/certificates/${row.id}`,
    pattern: arenaPattern(row.id),
  }
}

/** For anybody who has the id; null when there is none of that id, whatever was typed. */
export async function getCertificate(id: string): Promise<PublicCertificate | null> {
  if (!certificateIdSchema.safeParse(id).success) return null
  const row = await db.certificate.findUnique({ where: { id }, select: publicCertificateFields })
  return row && toPublicCertificate(row)
}
