import type { World } from '../../stripe/world.ts'
import { toAmount, unitsOf } from '../amounts.ts'
import { GreenfieldProblem } from '../problem.ts'
import type { Invoice, Payout, PayoutState, PullPayment } from '../types.ts'
import { emitBtcpay } from './events.ts'
import { centsOf, findInvoice, newBtcpayId, paidSatoshi } from './invoices.ts'

export interface NewRefund {
  invoiceId: string
  name?: string | undefined
  description?: string | undefined
  /** Left out: all that was paid, in the invoice's currency. */
  custom?: { amount: string; currency: string } | undefined
}

/** As in BTCPay: not while it may still be paid or confirmed, and not where nothing was paid. */
function isRefundable(invoice: Invoice): boolean {
  const { status } = invoice
  return status === 'Settled' || ((status === 'Expired' || status === 'Invalid') && paidSatoshi(invoice) > 0)
}

export function createPullPayment(world: World, given: NewRefund): PullPayment {
  return world.store.transaction(() => {
    const invoice = findInvoice(world, given.invoiceId)
    if (!isRefundable(invoice))
      throw new GreenfieldProblem(400, 'non-refundable', 'Cannot refund this invoice')
    const all = {
      amount: (centsOf(paidSatoshi(invoice), invoice) / 100).toFixed(2),
      currency: invoice.currency,
    }
    const { amount, currency } = given.custom ?? all
    const pull: PullPayment = {
      id: newBtcpayId(26),
      invoiceId: invoice.id,
      name: given.name ?? `Refund ${invoice.id}`,
      description: given.description ?? '',
      amount,
      currency,
      startsMs: world.clock.now(),
      archived: false,
      payouts: [],
    }
    return world.store.insert('btcpay.pull_payment', pull, Math.floor(pull.startsMs / 1000))
  })
}

export function findPullPayment(world: World, id: string): PullPayment {
  const pull = world.store.find('btcpay.pull_payment', id)
  if (!pull) throw new GreenfieldProblem(404, 'pullpayment-not-found', 'The pull payment was not found')
  return pull
}

/** What is not yet claimed, in the smallest unit. */
export function leftToClaim({ amount, currency, payouts }: PullPayment): number {
  const claimed = payouts.filter(({ state }) => state !== 'Cancelled')
  return claimed.reduce((left, one) => left - unitsOf(one.amount, currency), unitsOf(amount, currency))
}

function tell(world: World, type: string, pull: PullPayment, payout: Payout): void {
  const { id: payoutId, state: payoutState } = payout
  emitBtcpay(world, type, { payoutId, pullPaymentId: pull.id, payoutState })
}

/**
 * The buyer names an address; the shop's owner has to approve it.
 * @param amount how much of it, in the pull payment's currency; all that is left, when it is not said
 */
export function claim(world: World, id: string, destination: string, amount?: number): PullPayment {
  return world.store.transaction(() => {
    const pull = findPullPayment(world, id)
    const left = leftToClaim(pull)
    if (pull.archived) throw new GreenfieldProblem(400, 'archived', 'This pull payment was cancelled.')
    if (left <= 0) throw new GreenfieldProblem(400, 'overdraft', 'All of it is claimed already.')
    const claimed = amount === undefined ? left : unitsOf(String(amount), pull.currency)
    if (claimed > left) throw new GreenfieldProblem(400, 'overdraft', 'That is more than is left of it.')
    const payout: Payout = {
      id: newBtcpayId(),
      destination,
      amount: toAmount(claimed, pull.currency),
      createdMs: world.clock.now(),
      state: 'AwaitingApproval',
    }
    pull.payouts.push(payout)
    tell(world, 'PayoutCreated', pull, payout)
    return world.store.update('btcpay.pull_payment', pull)
  })
}

const before: Record<'AwaitingPayment' | 'Completed' | 'Cancelled', PayoutState[]> = {
  AwaitingPayment: ['AwaitingApproval'],
  Completed: ['AwaitingPayment', 'InProgress'],
  Cancelled: ['AwaitingApproval', 'AwaitingPayment'],
}

/** The owner approves a payout, pays it, or calls it off. */
export function movePayout(world: World, payoutId: string, to: keyof typeof before): PullPayment {
  return world.store.transaction(() => {
    const pull = world.store
      .list('btcpay.pull_payment')
      .data.find(({ payouts }) => payouts.some(({ id }) => id === payoutId))
    const payout = pull?.payouts.find(({ id }) => id === payoutId)
    if (!pull || !payout) throw new GreenfieldProblem(404, 'payout-not-found', 'The payout was not found')
    if (!before[to].includes(payout.state))
      throw new GreenfieldProblem(
        400,
        'invalid-state',
        `A payout that is ${payout.state} cannot become ${to}.`,
      )
    payout.state = to
    tell(world, to === 'AwaitingPayment' ? 'PayoutApproved' : 'PayoutUpdated', pull, payout)
    return world.store.update('btcpay.pull_payment', pull)
  })
}

/** The owner takes a pull payment back: what was claimed and not paid is called off. */
export function archivePullPayment(world: World, id: string): PullPayment {
  return world.store.transaction(() => {
    const pull = findPullPayment(world, id)
    pull.archived = true
    for (const payout of pull.payouts) {
      if (payout.state !== 'AwaitingApproval' && payout.state !== 'AwaitingPayment') continue
      payout.state = 'Cancelled'
      tell(world, 'PayoutUpdated', pull, payout)
    }
    return world.store.update('btcpay.pull_payment', pull)
  })
}
