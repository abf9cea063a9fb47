import 'server-only'
import { getSite } from '#lib/data/site/get-site.ts'
import { type Achievement, type CertificateFacts, issuerName } from '#lib/domain/certificate.ts'
import { certificateIdSchema } from '#lib/schemas/certificate-name.ts'
import { type ArenaPattern, arenaPattern } from '#lib/server/certificate-pdf/arena-pattern.ts'
import { type NameOutline, outlineName } from '#lib/server/certificate-pdf/name-outline.ts'
import { pageNameBox } from '#lib/server/certificate-pdf/paper.ts'
import { db } from '#lib/server/db.ts'
import type { CertificateVisibility } from '#prisma/generated/client.ts'

/** A certificate as a page shows it: all of the paper, and whether it still stands. */
export interface ShownCertificate extends Achievement {
  id: string
  /** Null where the graduate keeps it to themselves. */
  name: string | null
  nameLanguage: string | null
  issuedAt: Date
  issuer: string
  /** Its page. */
  url: string
  /** The reason stays between the graduate and us. */
  revokedAt: Date | null
  /** When the name was corrected, oldest first; what it was before stays between the graduate and us. */
  corrections: { correctedAt: Date; byOwner: boolean }[]
  /**
   * SHA-256 of the files that were handed out. None where the name is hidden: all else on the paper being known, a hash would
   * tell who guesses the name right.
   */
  fileHashes: string[]
  pattern: ArenaPattern
  /** The name drawn with the paper's glyphs, where it has letters that the page's typeface lacks and a visitor's machine may. */
  nameOutline: NameOutline | null
}

/** What anybody may know of a certificate that is kept private: that its link leads somewhere. */
export interface PrivateCertificate {
  isPrivate: true
}

const inPageTypeface = /^[\p{ASCII}\u00A0-\u024F\u2010-\u201F]*$/u

/** What the printing, the pages and the badge are made from. Never whose account it is in an answer, nor why it was revoked. */
export const certificateFields = {
  id: true,
  userId: true,
  courseSlug: true,
  name: true,
  nameLanguage: true,
  courseTitle: true,
  courseVersion: true,
  courseMinutes: true,
  lessonCount: true,
  exerciseCount: true,
  exercisesSolved: true,
  quizQuestions: true,
  quizCorrect: true,
  capstone: true,
  issuedAt: true,
  visibility: true,
  statusSerial: true,
  revokedAt: true,
  corrections: {
    select: { correctedAt: true, byOwner: true, formerName: true },
    orderBy: { correctedAt: 'asc' },
  },
  prints: { select: { sha256: true } },
} as const

export interface CertificateRow extends CertificateFacts {
  userId: string
  courseSlug: string
  visibility: CertificateVisibility
  statusSerial: number
  revokedAt: Date | null
  corrections: { correctedAt: Date; byOwner: boolean; formerName: string }[]
  prints: { sha256: string }[]
}

export const certificateUrl = (id: string) => `${getSite().url}/certificates/${id}`

/** @param isNamed whether who looks may see the name */
export function showCertificate(row: CertificateRow, isNamed: boolean): ShownCertificate {
  const {
    userId: _,
    courseSlug: __,
    visibility: ___,
    statusSerial: ____,
    prints,
    name,
    nameLanguage,
    ...facts
  } = row
  return {
    ...facts,
    name: isNamed ? name : null,
    nameLanguage: isNamed ? nameLanguage : null,
    corrections: row.corrections.map(({ correctedAt, byOwner }) => ({ correctedAt, byOwner })),
    fileHashes: isNamed ? prints.map(({ sha256 }) => sha256) : [],
    issuer: issuerName,
    url: certificateUrl(row.id),
    pattern: arenaPattern(row.id),
    nameOutline: isNamed && !inPageTypeface.test(name) ? outlineName(name, nameLanguage, pageNameBox) : null,
  }
}

/** All of it, for code that then decides what may be shown; null when there is none of that id, whatever was typed. */
export async function unsafeFindCertificate(id: string): Promise<CertificateRow | null> {
  if (!certificateIdSchema.safeParse(id).success) return null
  return db.certificate.findUnique({ where: { id }, select: certificateFields })
}

/** For anybody who has the id: what the graduate chose to show. Null when there is none of that id. */
export async function getCertificate(id: string): Promise<ShownCertificate | PrivateCertificate | null> {
  const row = await unsafeFindCertificate(id)
  if (!row) return null
  return row.visibility === 'PRIVATE'
    ? { isPrivate: true }
    : showCertificate(row, row.visibility === 'PUBLIC')
}
