import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'
import type { AuditAction } from '#prisma/generated/client.ts'

export interface AuditLine {
  id: number
  at: Date
  actor: string
  action: AuditAction
  reason: string | null
  detail: string | null
  /** The order it was about. */
  number: string | null
}

const pageLength = 100

/**
 * What owners did, newest first.
 * @param before only what was recorded before this entry
 * @throws not_owner
 */
export async function listAudit(
  viewer: Pick<Viewer, 'isOwner'>,
  before?: number,
): Promise<{ lines: AuditLine[]; older: number | null }> {
  if (!viewer.isOwner) throw new AppError('not_owner')
  const found = await db.auditEntry.findMany({
    where: before === undefined ? {} : { id: { lt: before } },
    orderBy: { id: 'desc' },
    take: pageLength + 1,
    include: { order: { select: { number: true } } },
  })
  const lines = found.slice(0, pageLength).map(({ order, orderId: _, actorId: __, ...line }) => ({
    ...line,
    number: order?.number ?? null,
  }))
  return { lines, older: found.length > pageLength ? (lines.at(-1)?.id ?? null) : null }
}
