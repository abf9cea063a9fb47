import 'server-only'
import type { Tx } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import type { RevocationReason } from '#prisma/generated/client.ts'

/** What a certificate loses its standing for and may get back when access is regained. What the owner took, the owner gives back. */
const undoneByAccess: RevocationReason[] = ['REFUNDED', 'DISPUTED', 'DISPUTE_LOST']

async function holdsCourse(tx: Tx, userId: string, courseSlug: string): Promise<boolean> {
  return (await tx.entitlement.count({ where: { userId, courseSlug, revokedAt: null } })) > 0
}

/**
 * Ends the validity of this learner's certificate for this course, as part of the transaction that ended their access: call it
 * after the entitlement was revoked. While another purchase of theirs still gives access (a late refund of an order that was
 * bought anew since), nothing is done. Running it again changes nothing: the first date and reason stay.
 * @returns whether a certificate lost its validity
 */
export async function revokeCertificates(
  tx: Tx,
  userId: string,
  courseSlug: string,
  reason: RevocationReason,
): Promise<boolean> {
  if (await holdsCourse(tx, userId, courseSlug)) return false
  const { count } = await tx.certificate.updateMany({
    where: { userId, courseSlug, revokedAt: null },
    data: { revokedAt: new Date(), revokedReason: reason },
  })
  if (count > 0) log.info({ userId, courseSlug, reason }, 'certificate revoked')
  return count > 0
}

/**
 * Makes this learner's certificate valid again, as part of the transaction that gave access back (a dispute won, a refund that
 * failed, the course bought anew): call it after the entitlement is active. A certificate that the owner revoked stays revoked.
 * @returns whether a certificate became valid again
 */
export async function restoreCertificates(tx: Tx, userId: string, courseSlug: string): Promise<boolean> {
  if (!(await holdsCourse(tx, userId, courseSlug))) return false
  const { count } = await tx.certificate.updateMany({
    where: { userId, courseSlug, revokedReason: { in: undoneByAccess } },
    data: { revokedAt: null, revokedReason: null },
  })
  if (count > 0) log.info({ userId, courseSlug }, 'certificate valid again')
  return count > 0
}
