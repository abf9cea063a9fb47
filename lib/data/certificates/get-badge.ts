import 'server-only'
import { getSite } from '#lib/data/site/get-site.ts'
import { type BadgeFacts, issuerDocument, openBadge, type SignedCredential } from '#lib/domain/badge.ts'
import { issuerPublicKey } from '#lib/server/badge/issuer-key.ts'
import { signCredential } from '#lib/server/badge/sign-credential.ts'
import { db } from '#lib/server/db.ts'
import { type CertificateRow, unsafeFindCertificate } from './get-certificate.ts'

let isKeyNoted = false

/** Before anything is signed: the public key goes where those of all times stand. */
export async function noteIssuerKey(): Promise<void> {
  if (isKeyNoted) return
  await db.issuerKey.createMany({ data: { publicKey: issuerPublicKey }, skipDuplicates: true })
  isKeyNoted = true
}

/** The issuer's DID document; public. */
export async function getIssuerDocument() {
  await noteIssuerKey()
  const keys = await db.issuerKey.findMany({ orderBy: { firstUsedAt: 'asc' }, select: { publicKey: true } })
  return issuerDocument(
    getSite().url,
    keys.map(({ publicKey }) => publicKey),
  )
}

/** The signed badge of a certificate that was found and may be shown. @param isNamed whether the name may be in it */
export async function unsafeSignBadge(row: CertificateRow, isNamed: boolean): Promise<SignedCredential> {
  await noteIssuerKey()
  const facts: BadgeFacts = { ...row, name: isNamed ? row.name : null }
  // Signed as of its issue: the same certificate is the same badge whenever it is asked for.
  return signCredential(openBadge(getSite().url, facts), row.issuedAt)
}

/**
 * The Open Badge, for anybody who has the id, as far as the graduate shows it; all of it for the graduate who asks for their own.
 * @param ownerId who asks for their own; null for what everybody gets
 * @returns null when there is no such certificate
 */
export async function getBadge(
  id: string,
  ownerId: string | null,
): Promise<SignedCredential | { isPrivate: true } | { revokedAt: Date } | null> {
  const row = await unsafeFindCertificate(id)
  if (!row) return null
  const isOwn = row.userId === ownerId
  if (row.visibility === 'PRIVATE' && !isOwn) return { isPrivate: true }
  if (row.revokedAt) return { revokedAt: row.revokedAt }
  return unsafeSignBadge(row, isOwn || row.visibility === 'PUBLIC')
}
