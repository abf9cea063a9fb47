import 'server-only'
import { type Actor, recordAudit } from '#lib/data/owner/record-audit.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db, type Tx } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import type { PrintableName } from './certificate-name.ts'

/** Another name under the same id. The one before is kept, and files that were handed out with it no longer count. */
async function correct(
  tx: Tx,
  id: string,
  { name, language }: PrintableName,
  byOwner: boolean,
): Promise<void> {
  const [known] = await tx.$queryRaw<{ name: string }[]>`
    select "name" from "Certificate" where "id" = ${id} and "revokedReason" is distinct from 'REMOVED' for update`
  if (!known) throw new AppError('not_found')
  if (known.name === name) throw new AppError('name_unchanged')
  const corrected = await tx.certificateCorrection.createMany({
    data: { certificateId: id, formerName: known.name, byOwner },
    // The learner's second one meets a unique index.
    skipDuplicates: true,
  })
  if (corrected.count === 0) throw new AppError('corrected_already')
  await tx.certificatePrint.deleteMany({ where: { certificateId: id } })
  await tx.certificate.update({ where: { id }, data: { name, nameLanguage: language } })
  log.info({ certificateId: id, byOwner }, 'certificate corrected')
}

/**
 * Corrects the name on the viewer's own certificate, once.
 * @throws not_found, name_unchanged, corrected_already
 */
export async function correctCertificate(
  viewer: Viewer,
  courseSlug: string,
  name: PrintableName,
): Promise<void> {
  const own = await db.certificate.findUnique({
    where: { userId_courseSlug: { userId: viewer.userId, courseSlug } },
    select: { id: true },
  })
  if (!own) throw new AppError('not_found')
  await db.$transaction((tx) => correct(tx, own.id, name, false))
}

/**
 * Corrects the name on anybody's certificate, as often as needed: only behind the owner's action.
 * @throws not_found, name_unchanged
 */
export async function unsafeCorrectCertificate(owner: Actor, id: string, name: PrintableName): Promise<void> {
  await db.$transaction(async (tx) => {
    await correct(tx, id, name, true)
    await recordAudit(tx, owner, { action: 'CORRECT_CERTIFICATE', detail: id })
  })
}
