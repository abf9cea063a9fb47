import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import type { Tx } from '#lib/server/db.ts'
import type { AuditAction } from '#prisma/generated/client.ts'

export type Actor = Pick<Viewer, 'userId' | 'email'>

interface Deed {
  action: AuditAction
  orderId?: string
  /** In the owner's words. */
  reason?: string
  /** What exactly: an amount, an event's id, a filter. */
  detail?: string
}

/** Writes down what an owner does, as part of the transaction that does it; a trigger keeps the table append-only. */
export async function recordAudit(tx: Tx, { userId, email }: Actor, deed: Deed): Promise<void> {
  await tx.auditEntry.create({ data: { actorId: userId, actor: email, ...deed } })
}
