import 'server-only'
import { createHash } from 'node:crypto'
import { issuerName } from '#lib/domain/certificate.ts'
import type { PaperSize } from '#lib/server/certificate-pdf/paper.ts'
import { renderCertificate } from '#lib/server/certificate-pdf/render-certificate.ts'
import { certificateUrl, findCertificate } from './get-certificate.ts'

export interface PrintedCertificate {
  bytes: Buffer
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string
  name: string
}

/**
 * The PDF, for anybody who has the id. A revoked certificate is not printed: the paper could not say so afterwards.
 * @returns null when there is no such certificate
 */
export async function printCertificate(
  id: string,
  paper: PaperSize,
): Promise<PrintedCertificate | { revokedAt: Date } | null> {
  const certificate = await findCertificate(id)
  if (!certificate) return null
  if (certificate.revokedAt) return { revokedAt: certificate.revokedAt }
  const bytes = await renderCertificate(
    { ...certificate, issuer: issuerName, url: certificateUrl(id) },
    paper,
  )
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { bytes, hash, name: certificate.name }
}
