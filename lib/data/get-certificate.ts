import 'server-only'
import { type CertificateFacts, issuerName } from '#lib/domain/certificate.ts'
import { certificateIdSchema } from '#lib/schemas/certificate-name.ts'
import { type ArenaPattern, arenaPattern } from '#lib/server/certificate-pdf/arena-pattern.ts'
import { type NameOutline, outlineName } from '#lib/server/certificate-pdf/name-outline.ts'
import { pageNameBox } from '#lib/server/certificate-pdf/paper.ts'
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
  /** The name drawn with the paper's glyphs, where it has letters that the page's typeface lacks and a visitor's machine may. */
  nameOutline: NameOutline | null
}

const inPageTypeface = /^[\p{ASCII}\u00A0-\u024F\u2010-\u201F]*$/u

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

type CertificateRow = CertificateFacts & { revokedAt: Date | null }

export const certificateUrl = (id: string) => `${getSite().url}/certificates/${id}`

export function toPublicCertificate(row: CertificateRow): PublicCertificate {
  return {
    ...row,
    issuer: issuerName,
    url: certificateUrl(row.id),
    pattern: arenaPattern(row.id),
    nameOutline: inPageTypeface.test(row.name) ? null : outlineName(row.name, row.nameLanguage, pageNameBox),
  }
}

/** The facts without the drawings; null when there is no certificate of that id, whatever was typed. */
export async function findCertificate(id: string): Promise<CertificateRow | null> {
  if (!certificateIdSchema.safeParse(id).success) return null
  return db.certificate.findUnique({ where: { id }, select: publicCertificateFields })
}

/** For anybody who has the id; null when there is none of that id. */
export async function getCertificate(id: string): Promise<PublicCertificate | null> {
  const row = await findCertificate(id)
  return row && toPublicCertificate(row)
}
