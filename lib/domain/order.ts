/**
 * The one order machine: facts in, status and access out. Pure, and blind to the order in which facts were learned, so that
 * webhooks, the return page, jobs and the owner can all come to the same end by the same road.
 */

/** How far the provider's checkout came; each may follow those before it. */
export type CheckoutStatus = 'PENDING' | 'PROCESSING' | 'EXPIRED' | 'FAILED'

export type OrderStatus = CheckoutStatus | 'PAID' | 'DISPUTED' | 'CHARGED_BACK' | 'REFUNDED'

export type LedgerKind =
  | 'CHARGE'
  | 'DEPOSIT'
  | 'DEPOSIT_USED'
  | 'REFUND'
  | 'REFUND_FAILED'
  | 'DISPUTE'
  | 'DISPUTE_WON'
  | 'DISPUTE_LOST'

/** What the provider says happened; appended, never changed. Amounts are not negative: the kind says which way money went. */
export interface LedgerEntry {
  kind: LedgerKind
  providerId: string
  amountInCents: number
  occurredAt: Date
}

export type RefundStatus = 'REQUESTED' | 'SENT' | 'DONE' | 'FAILED'

/** A decision to give money back, ours or one made at the provider. */
export interface RefundFact {
  status: RefundStatus
  amountInCents: number
  /** It ends access although it is only a part; the owner said so. */
  endsAccess?: boolean
  /** UNMATCHED gives back what bought nothing, and leaves the purchase as it is. */
  origin?: string
}

export type EndReason = 'REFUNDED' | 'DISPUTED' | 'DISPUTE_LOST' | 'OWNER'

export interface OrderFacts {
  checkout: CheckoutStatus
  ledger: readonly LedgerEntry[]
  refunds: readonly RefundFact[]
  /** Who would hold the course by this order holds it through another at this moment. */
  holdsElsewhere: boolean
  /** A gift that nobody has redeemed: it is held by nobody. */
  isUnredeemed: boolean
  /** The owner took the access away by hand. */
  revokedByOwner: boolean
}

/**
 * Access is open; or it is not, and why: `null` when it was never paid for, DUPLICATE when another order gives it, UNREDEEMED
 * when it waits for who is given it.
 */
export type Access =
  | { isOpen: true }
  | { isOpen: false; reason: EndReason | 'DUPLICATE' | 'UNREDEEMED' | null }

export interface OrderDecision {
  status: OrderStatus
  access: Access
  /** Paid, and nothing more is to be given back. */
  isReturned: boolean
}

export interface OrderSums {
  /** What was paid for the course. */
  paidInCents: number
  /** What arrived besides: crypto that was too little, too much, or too late. */
  unmatchedInCents: number
  /** Given back by refunds that did not fail. */
  refundedInCents: number
  /** Held or kept by the buyer's bank. */
  disputedInCents: number
  netInCents: number
}

/** What the ledger adds up to. */
export function sumLedger(ledger: readonly LedgerEntry[]): OrderSums {
  const sum = (kind: LedgerKind) =>
    ledger.reduce((total, entry) => (entry.kind === kind ? total + entry.amountInCents : total), 0)
  const paidInCents = sum('CHARGE')
  const unmatchedInCents = sum('DEPOSIT') - sum('DEPOSIT_USED')
  const refundedInCents = sum('REFUND') - sum('REFUND_FAILED')
  const disputedInCents = sum('DISPUTE') - sum('DISPUTE_WON')
  return {
    paidInCents,
    unmatchedInCents,
    refundedInCents,
    disputedInCents,
    netInCents: paidInCents + unmatchedInCents - refundedInCents - disputedInCents,
  }
}

/** Where the disputes of an order stand: one that is lost outweighs one that is open, and that one those that were won. */
export function judgeDisputes(ledger: readonly LedgerEntry[]): 'NONE' | 'OPEN' | 'LOST' {
  const ids = (kind: LedgerKind) =>
    new Set(ledger.filter((entry) => entry.kind === kind).map((entry) => entry.providerId))
  const [opened, won, lost] = [ids('DISPUTE'), ids('DISPUTE_WON'), ids('DISPUTE_LOST')]
  // A bank that changes its mind has both; what it gave back counts.
  for (const id of won) {
    opened.delete(id)
    lost.delete(id)
  }
  if (lost.size > 0) return 'LOST'
  return opened.size > 0 ? 'OPEN' : 'NONE'
}

/** Of two reports about a checkout, the one that is further along: late messages do not turn it back. */
export function furtherCheckout(known: CheckoutStatus, reported: CheckoutStatus): CheckoutStatus {
  const rank = { PENDING: 0, PROCESSING: 1, EXPIRED: 2, FAILED: 2 } as const
  return rank[reported] > rank[known] ? reported : known
}

/** The checkout's part of an order's status. */
export function checkoutOf(status: OrderStatus): CheckoutStatus {
  return status === 'PROCESSING' || status === 'EXPIRED' || status === 'FAILED' ? status : 'PENDING'
}

const totalOf = (refunds: readonly RefundFact[]) =>
  refunds.reduce((sum, refund) => sum + refund.amountInCents, 0)
const isAlive = ({ status }: RefundFact) => status !== 'FAILED'
const isUnmatched = ({ origin }: RefundFact) => origin === 'UNMATCHED'

/**
 * What may still be given back of the price: what was paid less the refunds that did not fail. Null when nothing was paid, or all of it is
 * back or on its way; 0 for a free order that still stands.
 */
export function leftToReturn(ledger: readonly LedgerEntry[], refunds: readonly RefundFact[]): number | null {
  if (!ledger.some((entry) => entry.kind === 'CHARGE')) return null
  const { paidInCents } = sumLedger(ledger)
  if (isWholeReturned(paidInCents, refunds)) return null
  return paidInCents - totalOf(refunds.filter((refund) => isAlive(refund) && !isUnmatched(refund)))
}

/** Whether the refunds that did not fail give back all that was paid; a free order is returned by any of them. */
export function isWholeReturned(paidInCents: number, refunds: readonly RefundFact[]): boolean {
  const alive = refunds.filter((refund) => isAlive(refund) && !isUnmatched(refund))
  return alive.length > 0 && totalOf(alive) >= paidInCents
}

/** Less than this is not worth what sending it costs, and stays until somebody asks for it. */
export const smallestReturnInCents = 50

export type UnmatchedDecision =
  | { what: 'NOTHING' }
  /** It goes back by itself. */
  | { what: 'RETURN'; amountInCents: number }
  /** All of the price came, after the time: the owner accepts it or sends it back. */
  | { what: 'LATE'; amountInCents: number }

/** What is to be done with money that arrived and bought nothing. While the checkout is open, more may follow: nothing. */
export function decideUnmatched(
  facts: Pick<OrderFacts, 'checkout' | 'ledger' | 'refunds'>,
  dueInCents: number,
): UnmatchedDecision {
  const { checkout, ledger, refunds } = facts
  const ours = refunds.filter(isUnmatched)
  const { paidInCents, unmatchedInCents } = sumLedger(ledger)
  // A return of the price may have taken a part of it along: never more back than came in.
  const left = paidInCents + unmatchedInCents - totalOf(refunds.filter(isAlive))
  const amountInCents = Math.min(unmatchedInCents - totalOf(ours.filter(isAlive)), left)
  const isCharged = ledger.some(({ kind }) => kind === 'CHARGE')
  const isOver = isCharged || checkout === 'EXPIRED' || checkout === 'FAILED'
  if (!isOver || amountInCents < smallestReturnInCents) return { what: 'NOTHING' }
  // One that failed is in the owner's hands; while one waits to be sent, what came since waits for it.
  if (ours.some(({ status }) => status === 'FAILED' || status === 'REQUESTED')) return { what: 'NOTHING' }
  const isLate = !isCharged && ours.length === 0 && unmatchedInCents >= dueInCents
  return { what: isLate ? 'LATE' : 'RETURN', amountInCents }
}

/** What bought nothing and is not on its way back, whatever failed before; 0 while more may follow. */
export function leftUnmatched({
  status,
  ledger,
  refunds,
}: {
  status: OrderStatus
  ledger: readonly LedgerEntry[]
  refunds: readonly RefundFact[]
}): number {
  const decision = decideUnmatched(
    { checkout: checkoutOf(status), ledger, refunds: refunds.filter(isAlive) },
    0,
  )
  return decision.what === 'NOTHING' ? 0 : decision.amountInCents
}

/**
 * Status and access from the facts. Money and access agree by construction: access is open exactly while a payment is
 * held that is neither being returned in whole nor disputed, unless the course is already held, the owner closed it (by hand
 * or with the return of a part), or it is a gift that waits to be redeemed.
 */
export function decideOrder(facts: OrderFacts): OrderDecision {
  const { ledger, refunds } = facts
  if (!ledger.some((entry) => entry.kind === 'CHARGE')) {
    return { status: facts.checkout, access: { isOpen: false, reason: null }, isReturned: false }
  }
  const dispute = judgeDisputes(ledger)
  const isReturned = isWholeReturned(sumLedger(ledger).paidInCents, refunds)
  const endsAccess =
    isReturned || refunds.some((refund) => refund.endsAccess === true && refund.status !== 'FAILED')
  const isArrived = refunds.every(({ status }) => status === 'DONE' || status === 'FAILED')
  const status = statusOfPaid(dispute, isReturned && isArrived)
  return { status, isReturned, access: accessOfPaid(facts, dispute, endsAccess) }
}

function statusOfPaid(dispute: 'NONE' | 'OPEN' | 'LOST', isRefunded: boolean): OrderStatus {
  if (dispute === 'LOST') return 'CHARGED_BACK'
  if (dispute === 'OPEN') return 'DISPUTED'
  return isRefunded ? 'REFUNDED' : 'PAID'
}

function accessOfPaid(facts: OrderFacts, dispute: 'NONE' | 'OPEN' | 'LOST', isGivenUp: boolean): Access {
  const closed = (reason: EndReason | 'DUPLICATE' | 'UNREDEEMED'): Access => ({ isOpen: false, reason })
  if (facts.revokedByOwner) return closed('OWNER')
  if (isGivenUp) return closed('REFUNDED')
  if (dispute === 'LOST') return closed('DISPUTE_LOST')
  if (dispute === 'OPEN') return closed('DISPUTED')
  if (facts.isUnredeemed) return closed('UNREDEEMED')
  return facts.holdsElsewhere ? closed('DUPLICATE') : { isOpen: true }
}
