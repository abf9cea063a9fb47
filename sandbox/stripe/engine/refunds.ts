import { newId } from '../../core/ids.ts'
import { invalidRequest, resourceMissing } from '../errors.ts'
import { money } from '../money.ts'
import type { Charge, Refund } from '../types.ts'
import { nowSeconds, schedule, unschedule, type World } from '../world.ts'
import { book } from './balance.ts'
import { findCard } from './cards.ts'
import { mergeMetadata } from './customers.ts'
import { emit } from './events.ts'

export interface RefundRequest {
  payment_intent?: string | undefined
  charge?: string | undefined
  amount?: number | undefined
  reason?: string | undefined
  metadata?: '' | Record<string, string> | undefined
}

/** Sends money back; refuses what Stripe refuses: nothing left, too much, or a charge that is disputed. */
export function createRefund(world: World, request: RefundRequest): Refund {
  return world.store.transaction(() => {
    const charge = chargeToRefund(world, request)
    const left = charge.amount - charge.amount_refunded
    if (disputeForbids(world, charge)) {
      throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
        code: 'charge_disputed',
      })
    }
    if (left === 0) {
      throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
        code: 'charge_already_refunded',
      })
    }
    const amount = request.amount ?? left
    if (amount > left) {
      const asked = money(amount, charge.currency)
      const rest = money(left, charge.currency)
      throw invalidRequest(`Refund amount (${asked}) is greater than unrefunded amount on charge (${rest})`, {
        param: 'amount',
      })
    }
    return makeRefund(world, charge, amount, request)
  })
}

function chargeToRefund(world: World, request: RefundRequest): Charge {
  if (request.charge !== undefined && request.payment_intent !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: charge, payment_intent.')
  }
  if (request.charge !== undefined) {
    const charge = world.store.find('charge', request.charge)
    if (!charge) throw resourceMissing('charge', request.charge, 'charge')
    if (charge.status !== 'succeeded')
      throw invalidRequest(`Charge ${charge.id} has not succeeded; there is nothing to refund.`)
    return charge
  }
  if (request.payment_intent === undefined) {
    const message =
      'One of the following params should be provided for this request: payment_intent or charge.'
    throw invalidRequest(message)
  }
  const intent = world.store.find('payment_intent', request.payment_intent)
  if (!intent) throw resourceMissing('payment_intent', request.payment_intent, 'payment_intent')
  const charge = intent.latest_charge ? world.store.find('charge', intent.latest_charge) : undefined
  if (charge?.status !== 'succeeded') {
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
      code: 'payment_intent_unexpected_state',
      param: 'payment_intent',
    })
  }
  return charge
}

/** An open or a lost dispute has already taken the money. */
function disputeForbids(world: World, charge: Charge): boolean {
  return world.store
    .list('dispute', { where: { charge: charge.id } })
    .data.some((dispute) => dispute.status !== 'won')
}

function makeRefund(world: World, charge: Charge, amount: number, request: RefundRequest): Refund {
  const created = nowSeconds(world)
  const fate = cardOf(charge).refund
  const pending = fate === 'pending'
  const id = newId('re_3')
  const { currency } = charge
  const refund: Refund = {
    id,
    object: 'refund',
    amount,
    balance_transaction: book(world, 'refund', {
      amount: -amount,
      currency,
      source: id,
      description: 'REFUND FOR CHARGE',
    }).id,
    charge: charge.id,
    created,
    currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: destinationOf(charge),
    metadata: mergeMetadata({}, request.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: request.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: pending ? 'pending' : 'succeeded',
    transfer_reversal: null,
    ...(pending ? { pending_reason: 'processing' as const } : {}),
  }
  world.store.insert('refund', refund, created)
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded === charge.amount
  world.store.update('charge', charge)
  emit(world, 'refund.created', refund)
  emit(world, 'charge.refunded', charge)
  const now = world.clock.now()
  if (pending) schedule(world, 'settle_refund', refund.id, now + world.delays.refundSettlesAfterMs)
  if (fate === 'fails_later') schedule(world, 'fail_refund', refund.id, now + world.delays.refundFailsAfterMs)
  return refund
}

function cardOf(charge: Charge) {
  return findCard(cardNumberByLast4[charge.payment_method_details?.card?.last4 ?? ''] ?? '')
}

/** The cards whose refunds are special, told by what a charge shows of them. */
const cardNumberByLast4: Record<string, string> = { '5126': '4000000000005126', '7726': '4000000000007726' }

function destinationOf(charge: Charge): NonNullable<Refund['destination_details']> {
  if (charge.payment_method_details?.type === 'crypto') return { type: 'crypto', crypto: { reference: null } }
  if (charge.payment_method_details?.type !== 'card') return { type: 'us_bank_transfer' }
  return {
    type: 'card',
    card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
  }
}

/** A pending refund arrives. */
export function settleRefund(world: World, id: string): Refund {
  return world.store.transaction(() => {
    const refund = findRefund(world, id)
    if (refund.status !== 'pending') throw invalidRequest(`This refund is ${refund.status}, not pending.`)
    unschedule(world, 'settle_refund', id)
    refund.status = 'succeeded'
    delete refund.pending_reason
    return changed(world, refund, 'pending')
  })
}

/** A refund fails, also after it had succeeded: the money returns to the merchant. */
export function failRefund(world: World, id: string, reason = 'expired_or_canceled_card'): Refund {
  return world.store.transaction(() => {
    const refund = findRefund(world, id)
    const before = refund.status
    if (before !== 'pending' && before !== 'succeeded')
      throw invalidRequest(`This refund is ${before} already.`)
    takeBack(world, refund, reason)
    refund.status = 'failed'
    changed(world, refund, before)
    emit(world, 'refund.failed', refund)
    return refund
  })
}

/** Stripe lets a refund be cancelled only while it waits for the customer's details; none here does. */
export function cancelRefund(world: World, id: string): Refund {
  const refund = findRefund(world, id)
  throw invalidRequest(`Refund ${refund.id} cannot be canceled: its status is ${refund.status}.`, {
    param: 'id',
  })
}

function takeBack(world: World, refund: Refund, reason: string): void {
  const { amount, currency } = refund
  refund.failure_reason = reason
  refund.failure_balance_transaction = book(world, 'refund_failure', {
    amount,
    currency,
    source: refund.id,
    description: 'REFUND FAILURE',
  }).id
  delete refund.pending_reason
  const charge = world.store.findOrThrow('charge', refund.charge)
  charge.amount_refunded -= amount
  charge.refunded = false
  world.store.update('charge', charge)
  for (const task of ['fail_refund', 'settle_refund'] as const) unschedule(world, task, refund.id)
}

function changed(world: World, refund: Refund, before: Refund['status']): Refund {
  world.store.update('refund', refund)
  emit(world, 'refund.updated', refund, { status: before })
  emit(world, 'charge.refund.updated', refund, { status: before })
  return refund
}

function findRefund(world: World, id: string): Refund {
  const refund = world.store.find('refund', id)
  if (!refund) throw resourceMissing('refund', id)
  return refund
}
