import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { db } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import { findStripeReceipt } from '#lib/server/stripe/receipts.ts'

/**
 * Where the provider has the invoice of an order as a PDF, or else shows its receipt, for its buyer and for the owner.
 * @throws sign_in_required; not_found, also for somebody else's order; receipt_unavailable
 */
export async function findReceipt(viewer: Viewer | null, number: string): Promise<string> {
  if (!viewer) throw new AppError('sign_in_required')
  const order = await db.order.findFirst({
    where: {
      number,
      provider: 'STRIPE',
      paidAt: { not: null },
      ...(viewer.isOwner ? {} : { userId: viewer.userId }),
    },
    select: { providerSessionId: true },
  })
  if (!order?.providerSessionId) throw new AppError('not_found')
  let url: string | null
  try {
    url = await findStripeReceipt(order.providerSessionId)
  } catch (error) {
    log.error({ err: error, number }, 'the receipt could not be looked up')
    throw new AppError('receipt_unavailable')
  }
  if (!url) throw new AppError('not_found')
  return url
}
