import { newId } from '../../core/ids.ts'
import type { BalanceTransaction } from '../types.ts'
import { nowSeconds, type World } from '../world.ts'

const twoDaysInSeconds = 172_800

type Move = 'charge' | 'refund' | 'refund_failure' | 'dispute' | 'dispute_reversal'

/** Books a movement of the merchant's balance; `amount` is signed, in minor units. */
export function book(
  world: World,
  move: Move,
  about: { amount: number; currency: string; source: string; description: string | null; fee?: number },
): BalanceTransaction {
  const created = nowSeconds(world)
  const fee = about.fee ?? 0
  const disputed = move === 'dispute' || move === 'dispute_reversal'
  return world.store.insert(
    'balance_transaction',
    {
      id: newId('txn_3'),
      object: 'balance_transaction',
      amount: about.amount,
      available_on: created + twoDaysInSeconds,
      balance_type: 'payments',
      created,
      currency: about.currency,
      description: about.description,
      exchange_rate: null,
      fee,
      fee_details:
        fee === 0
          ? []
          : [
              {
                amount: fee,
                application: null,
                currency: about.currency,
                description: disputed ? 'Dispute fee' : 'Stripe processing fees',
                type: 'stripe_fee',
              },
            ],
      net: about.amount - fee,
      reporting_category: move,
      source: about.source,
      status: 'pending',
      type: disputed ? 'adjustment' : move,
    },
    created,
  )
}

/** Stripe's list price for a card: 2.9 % and 30 cents. */
export function cardFee(amount: number): number {
  return Math.round(amount * 0.029) + 30
}
