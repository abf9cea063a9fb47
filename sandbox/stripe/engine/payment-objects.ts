import { newId } from '../../core/ids.ts'
import type { CardOnFile, Charge, PaymentIntent, Session, SessionDetails } from '../types.ts'
import { nowSeconds, type World } from '../world.ts'
import { findCard } from './cards.ts'

export type Method = 'card' | 'crypto' | 'sepa_debit' | 'us_bank_account'

/** What the buyer pays with. */
export type Means =
  | { type: 'card'; card: CardOnFile }
  /** Bank debits arrive days later, stablecoins at once or later. */
  | { type: Exclude<Method, 'card'>; arrivesLater: boolean }

/** A PaymentIntent for the session's total, not tried yet. */
export function newPaymentIntent(world: World, session: Session, details: SessionDetails): PaymentIntent {
  const created = nowSeconds(world)
  const id = newId('pi_3')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: session.allowed_payment_method_types,
    amount: session.amount_total,
    amount_capturable: 0,
    amount_details: {},
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: newId(`${id}_secret_`),
    confirmation_method: 'automatic',
    created,
    currency: session.currency,
    customer: session.customer,
    customer_account: null,
    description: details.paymentIntent.description,
    excluded_payment_method_types: session.excluded_payment_method_types ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: details.paymentIntent.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: session.payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: details.paymentIntent.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}

/** A charge for the intent; its fate is given. */
export function newCharge(
  world: World,
  intent: PaymentIntent,
  session: Session,
  means: Means,
  fate:
    | { status: 'succeeded' | 'pending' }
    | { status: 'failed'; code: string; reason: string; message: string },
): Charge {
  const created = nowSeconds(world)
  const id = newId(means.type === 'card' ? 'ch_3' : 'py_3')
  const failed = fate.status === 'failed'
  const succeeded = fate.status === 'succeeded'
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: failed ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: {
      address: null,
      email: session.customer_details?.email ?? null,
      name: means.type === 'card' ? means.card.name : null,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: 'SANDBOX',
    captured: !failed,
    created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failed ? fate.code : null,
    failure_message: failed ? fate.message : null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: failed ? '01' : null,
      network_status: failed ? 'declined_by_network' : 'approved_by_network',
      reason: failed ? fate.reason : null,
      risk_level: 'normal',
      risk_score: 12,
      seller_message: failed
        ? 'The bank did not return any further details with this decline.'
        : 'Payment complete.',
      type: failed ? 'issuer_declined' : 'authorized',
    },
    paid: succeeded,
    payment_intent: intent.id,
    payment_method: intent.payment_method,
    payment_method_details: methodDetails(means),
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: succeeded ? `${world.publicUrl()}/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: fate.status,
    transfer_data: null,
    transfer_group: null,
  }
}

function methodDetails(means: Means): NonNullable<Charge['payment_method_details']> {
  if (means.type === 'card') return cardDetails(means.card)
  if (means.type === 'crypto') {
    return { type: 'crypto', crypto: { network: 'base', token_currency: 'usdc', buyer_address: '0x5a4d' } }
  }
  if (means.type === 'sepa_debit') {
    const account = {
      bank_code: '37040044',
      branch_code: null,
      country: 'DE',
      fingerprint: null,
      last4: '3000',
    }
    return { type: 'sepa_debit', sepa_debit: { ...account, mandate: null } }
  }
  return {
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'SANDBOX BANK',
      fingerprint: null,
      last4: '6789',
      payment_reference: null,
      routing_number: '110000000',
    },
  }
}

function cardDetails(card: CardOnFile): NonNullable<Charge['payment_method_details']> {
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand: findCard(card.number).brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      funding: 'credit',
      installments: null,
      last4: card.number.slice(-4),
      mandate: null,
      network: findCard(card.number).brand,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}
