import 'server-only'
import { createHash } from 'node:crypto'
import { issuerName } from '#lib/domain/certificate.ts'
import type { PaperSize } from '#lib/server/certificate-pdf/paper.ts'
import { renderCertificate } from '#lib/server/certificate-pdf/render-certificate.ts'
import { db } from '#lib/server/db.ts'
import { certificateUrl, unsafeFindCertificate } from './get-certificate.ts'

export interface PrintedCertificate {
  bytes: Buffer
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string
  name: string
}

/**
 * The PDF, for anybody who has the id, or for the graduate alone where they keep their name or the certificate to themselves. Its
 * hash is noted, so that the certificate's page can tell it from another file. A revoked certificate is not printed: the paper
 * could not say so afterwards.
 * @param viewerId who asks; null for who is not signed in
 * @returns null when there is no such certificate
 */
export async function printCertificate(
  id: string,
  paper: PaperSize,
  viewerId: string | null,
): Promise<PrintedCertificate | { isPrivate: true } | { revokedAt: Date } | null> {
  const certificate = await unsafeFindCertificate(id)
  if (!certificate) return null
  const { visibility, userId, revokedAt, name } = certificate
  if (visibility !== 'PUBLIC' && userId !== viewerId) return { isPrivate: true }
  if (revokedAt) return { revokedAt }
  const bytes = await renderCertificate(
    { ...certificate, issuer: issuerName, url: certificateUrl(id) },
    paper,
  )
  const hash = createHash('sha256').update(bytes).digest('hex')
  // Not if the name was corrected meanwhile: this file then is of no worth.
  await db.$executeRaw`
    insert into "CertificatePrint" ("certificateId", "sha256")
    select "id", ${hash} from "Certificate" where "id" = ${id} and "name" = ${name} on conflict do nothing`
  return { bytes, hash, name }
}
