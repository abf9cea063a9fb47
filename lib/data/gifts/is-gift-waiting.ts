import 'server-only'
import type { LoadedOrder } from '#lib/data/orders/load-order.ts'
import { decideOrder } from '#lib/domain/order.ts'

/** Whether a gift is paid, stands, and waits for somebody to redeem it. */
export function isGiftWaiting({
  payments,
  refunds,
  gift,
  entitlement,
}: Pick<LoadedOrder, 'payments' | 'refunds' | 'gift' | 'entitlement'>): boolean {
  const { access } = decideOrder({
    checkout: 'PENDING',
    ledger: payments,
    refunds,
    holdsElsewhere: false,
    isUnredeemed: gift !== null && gift.redeemedById === null,
    revokedByOwner: entitlement?.revokedReason === 'OWNER',
  })
  return !access.isOpen && access.reason === 'UNREDEEMED'
}
