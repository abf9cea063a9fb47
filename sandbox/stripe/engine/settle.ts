// The money of a payment arrives, at once or later, or does not.
import { invalidRequest } from '../errors.ts'
import type { Charge, PaymentIntent, Session } from '../types.ts'
import type { World } from '../world.ts'
import { book, cardFee } from './balance.ts'
import { emit } from './events.ts'
import { makeInvoice } from './invoices.ts'

/** Books the money of a charge that went through, and tells of it. */
export function chargeSucceeded(world: World, charge: Charge, intent: PaymentIntent): void {
  const { amount, currency, description } = charge
  charge.balance_transaction = book(world, 'charge', {
    amount,
    currency,
    description,
    source: charge.id,
    fee: cardFee(amount),
  }).id
  world.store.update('charge', charge)
  Object.assign(intent, {
    status: 'succeeded',
    amount_received: amount,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
    processing: null,
  })
  world.store.update('payment_intent', intent)
  emit(world, 'charge.succeeded', charge)
  emit(world, 'payment_intent.succeeded', intent)
}

/** A payment that was promised arrives, or does not. */
export function settleLater(world: World, sessionId: string, arrives: boolean): Session {
  return world.store.transaction(() => {
    const session = world.store.find('checkout.session', sessionId)
    const intent = session?.payment_intent
      ? world.store.find('payment_intent', session.payment_intent)
      : undefined
    if (!session || intent?.status !== 'processing' || !intent.latest_charge) {
      throw invalidRequest('No payment of this session is on its way.')
    }
    const charge = world.store.findOrThrow('charge', intent.latest_charge)
    if (arrives) {
      Object.assign(charge, {
        status: 'succeeded',
        paid: true,
        receipt_url: `${world.publicUrl()}/receipts/${charge.id}`,
      })
      chargeSucceeded(world, charge, intent)
      session.payment_status = 'paid'
      world.store.update('checkout.session', session)
      makeInvoice(world, session)
      emit(world, 'checkout.session.async_payment_succeeded', session)
      return session
    }
    const message = 'The customer’s bank account could not be debited.'
    Object.assign(charge, {
      status: 'failed',
      captured: false,
      amount_captured: 0,
      failure_code: 'payment_method_provider_decline',
      failure_message: message,
    })
    world.store.update('charge', charge)
    emit(world, 'charge.failed', charge)
    intent.status = 'requires_payment_method'
    intent.last_payment_error = {
      type: 'card_error',
      code: 'payment_method_provider_decline',
      charge: charge.id,
      message,
    }
    world.store.update('payment_intent', intent)
    emit(world, 'payment_intent.payment_failed', intent)
    emit(world, 'checkout.session.async_payment_failed', session)
    return session
  })
}
