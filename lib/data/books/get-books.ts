import 'server-only'
import { z } from 'zod'
import { AppError } from '#lib/domain/errors.ts'
import type { BookSum } from '#lib/domain/provider-books.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'
import type { Finding, Reconciliation } from '#prisma/generated/client.ts'

const sumSchema = z.object({
  // Before crypto was added up, too, there was one provider, and a sum did not name it.
  provider: z.enum(['STRIPE', 'BTCPAY']).default('STRIPE'),
  currency: z.string(),
  oursInCents: z.number(),
  theirsInCents: z.number(),
})
const sumsSchema = z.array(sumSchema).catch([])

export interface Books {
  open: Finding[]
  resolved: Finding[]
  runs: (Omit<Reconciliation, 'sums'> & { sums: BookSum[] })[]
}

/**
 * Whether our books agree with the providers': what does not, what did not, and the last comparisons.
 * @throws not_owner
 */
export async function getBooks(viewer: Pick<Viewer, 'isOwner'>): Promise<Books> {
  if (!viewer.isOwner) throw new AppError('not_owner')
  const [open, resolved, runs] = await Promise.all([
    db.finding.findMany({ where: { resolvedAt: null }, orderBy: { lastSeenAt: 'desc' }, take: 100 }),
    db.finding.findMany({
      where: { resolvedAt: { not: null } },
      orderBy: { resolvedAt: 'desc' },
      take: 20,
    }),
    db.reconciliation.findMany({ orderBy: { id: 'desc' }, take: 20 }),
  ])
  return { open, resolved, runs: runs.map((run) => ({ ...run, sums: sumsSchema.parse(run.sums) })) }
}
