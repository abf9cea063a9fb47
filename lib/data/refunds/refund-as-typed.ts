import 'server-only'
import type { Actor } from '#lib/data/owner/record-audit.ts'
import { AppError } from '#lib/domain/errors.ts'
import { fromDecimal } from '#lib/domain/money.ts'
import { db } from '#lib/server/db.ts'
import { refundAsOwner } from './request-refund.ts'

/**
 * The owner's refund with the amount as it was typed, in the order's currency.
 * @returns the order's number
 * @throws bad_amount, and what refundAsOwner throws
 */
export async function refundAsTyped(
  actor: Actor,
  wish: { orderId: string; amount?: string | undefined; endsAccess: boolean; reason: string },
): Promise<string> {
  const { orderId, amount, endsAccess, reason } = wish
  const order = await db.order.findUnique({
    where: { id: orderId },
    select: { number: true, currency: true },
  })
  if (!order) throw new AppError('not_found')
  const amountInCents = amount === undefined ? undefined : fromDecimal(amount, order.currency)
  if (amountInCents === null) throw new AppError('bad_amount')
  await refundAsOwner(actor, { orderId, amountInCents, endsAccess, reason })
  return order.number
}
