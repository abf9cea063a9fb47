import { newId } from '../../core/ids.ts'
import { invalidRequest, resourceMissing } from '../errors.ts'
import { textEvidence } from '../params/money.ts'
import type { Dispute } from '../types.ts'
import { nowSeconds, unschedule, type World } from '../world.ts'
import { book } from './balance.ts'
import { emit } from './events.ts'

const disputeFee = 1500
const tenDaysInSeconds = 864_000

/** The buyer's bank takes the money back, for now. Throws when the charge cannot be disputed. */
export function openDispute(world: World, chargeId: string, reason = 'fraudulent'): Dispute {
  return world.store.transaction(() => {
    const charge = world.store.find('charge', chargeId)
    if (!charge) throw resourceMissing('charge', chargeId, 'charge')
    unschedule(world, 'open_dispute', chargeId)
    const amount = charge.amount - charge.amount_refunded
    if (charge.status !== 'succeeded' || charge.disputed)
      throw invalidRequest(`Charge ${chargeId} cannot be disputed.`)
    if (amount === 0)
      throw invalidRequest(`Charge ${chargeId} was refunded in full; nothing is left to dispute.`)
    if (charge.payment_method_details?.type === 'crypto')
      throw invalidRequest('Stablecoin payments have no disputes.')
    const created = nowSeconds(world)
    const id = newId('du_1')
    const { currency } = charge
    const withdrawal = book(world, 'dispute', {
      amount: -amount,
      currency,
      source: id,
      fee: disputeFee,
      description: `Chargeback withdrawal for ${charge.id}`,
    })
    const dispute: Dispute = {
      id,
      object: 'dispute',
      amount,
      balance_transactions: [],
      charge: charge.id,
      created,
      currency,
      enhanced_eligibility_types: [],
      evidence: emptyEvidence(),
      evidence_details: {
        due_by: created + tenDaysInSeconds,
        enhanced_eligibility: {},
        has_evidence: false,
        past_due: false,
        submission_count: 0,
        submission_method: 'manual',
      },
      intended_submission_method: null,
      is_charge_refundable: false,
      livemode: false,
      metadata: {},
      network_reason_code: '10.4',
      payment_intent: charge.payment_intent,
      payment_method_details: {
        type: 'card',
        card: { brand: 'visa', case_type: 'chargeback', network: 'visa', network_reason_code: '10.4' },
      },
      reason,
      status: 'needs_response',
    }
    charge.disputed = true
    world.store.update('charge', charge)
    world.store.insert('dispute', dispute, created)
    emit(world, 'charge.dispute.created', dispute)
    dispute.balance_transactions = [withdrawal]
    world.store.update('dispute', dispute)
    emit(world, 'charge.dispute.funds_withdrawn', dispute)
    return dispute
  })
}

/** The bank decides. A dispute that was won gives the money back. */
export function closeDispute(world: World, id: string, verdict: 'won' | 'lost'): Dispute {
  return world.store.transaction(() => {
    const dispute = findDispute(world, id)
    if (dispute.status === 'won' || dispute.status === 'lost') {
      throw invalidRequest(`This dispute is already ${dispute.status}.`, { code: 'dispute_closed' })
    }
    dispute.status = verdict
    dispute.is_charge_refundable = verdict === 'won'
    world.store.update('dispute', dispute)
    emit(world, 'charge.dispute.closed', dispute)
    if (verdict === 'won') {
      const { amount, currency } = dispute
      const back = book(world, 'dispute_reversal', {
        amount,
        currency,
        source: id,
        fee: -disputeFee,
        description: `Chargeback reversal for ${dispute.charge}`,
      })
      dispute.balance_transactions = [...dispute.balance_transactions, back]
      world.store.update('dispute', dispute)
      emit(world, 'charge.dispute.funds_reinstated', dispute)
    }
    return dispute
  })
}

/** Adds evidence. Submitting `winning_evidence` or `losing_evidence` decides at once, as in Stripe's test mode. */
export function submitEvidence(
  world: World,
  id: string,
  evidence: Partial<Record<(typeof textEvidence)[number], string | undefined>>,
  submit: boolean,
): Dispute {
  const dispute = findDispute(world, id)
  if (dispute.status !== 'needs_response')
    throw invalidRequest(`This dispute is ${dispute.status}; it takes no evidence.`)
  for (const name of textEvidence) {
    const value = evidence[name]
    if (value !== undefined) dispute.evidence[name] = value === '' ? null : value
  }
  dispute.evidence_details.has_evidence = textEvidence.some((name) => dispute.evidence[name] !== null)
  if (submit) {
    dispute.status = 'under_review'
    dispute.evidence_details.submission_count += 1
  }
  world.store.update('dispute', dispute)
  emit(world, 'charge.dispute.updated', dispute)
  const decisive = dispute.evidence.uncategorized_text
  if (submit && decisive === 'winning_evidence') return closeDispute(world, id, 'won')
  if (submit && decisive === 'losing_evidence') return closeDispute(world, id, 'lost')
  return dispute
}

export function findDispute(world: World, id: string): Dispute {
  const dispute = world.store.find('dispute', id)
  if (!dispute) throw resourceMissing('dispute', id)
  return dispute
}

function emptyEvidence(): Dispute['evidence'] {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: null,
    customer_name: null,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  }
}
