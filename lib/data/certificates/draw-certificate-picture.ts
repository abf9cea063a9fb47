import 'server-only'
import { issuerName } from '#lib/domain/certificate.ts'
import { drawCertificate } from '#lib/server/certificate-picture.ts'
import { unsafeSignBadge } from './get-badge.ts'
import { certificateUrl, unsafeFindCertificate } from './get-certificate.ts'

/**
 * The picture of a certificate, for anybody who has the id: what the graduate shows, with the Open Badge in it while it is valid; that
 * it was revoked; or only that it is kept private. All of it for the graduate who asks for their own.
 * @param ownerId who asks for their own; null for what everybody gets
 * @returns null when there is no such certificate
 */
export async function drawCertificatePicture(id: string, ownerId: string | null): Promise<Buffer | null> {
  const row = await unsafeFindCertificate(id)
  if (!row) return null
  const isOwn = row.userId === ownerId
  if (row.visibility === 'PRIVATE' && !isOwn) return drawCertificate(null, null)
  const isNamed = isOwn || row.visibility === 'PUBLIC'
  const badge = row.revokedAt ? null : await unsafeSignBadge(row, isNamed)
  return drawCertificate(
    {
      ...row,
      name: isNamed ? row.name : null,
      nameLanguage: isNamed ? row.nameLanguage : null,
      issuer: issuerName,
      url: certificateUrl(id),
    },
    badge && JSON.stringify(badge),
  )
}
