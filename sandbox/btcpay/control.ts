import { z } from 'zod'
import type { World } from '../stripe/world.ts'
import { toAmount, unitsOf } from './amounts.ts'
import {
  confirmInvoice,
  expireInvoice,
  findInvoice,
  invalidateInvoice,
  markInvoice,
  payInvoice,
  satoshiOf,
} from './engine/invoices.ts'
import { archivePullPayment, claim, createPullPayment, movePayout } from './engine/refunds.ts'
import { type Sending, sendings } from './pages.ts'

/** `send` as the pay page's buttons do, or an amount in the invoice's currency. */
export const sendBody = z.strictObject({
  send: z.union([z.enum(['exact', 'little', 'much']), z.number().positive()]).default('exact'),
  slowly: z.boolean().default(false),
})
export const endBody = z.strictObject({ end: z.enum(['confirm', 'expire', 'drop', 'settle', 'invalidate']) })
export const claimBody = z.strictObject({
  address: z.string().default('bcrt1qsandboxsandboxsandboxsandboxsandbox'),
  /** In the pull payment's currency; all that is left, when it is not said. */
  amount: z.number().positive().optional(),
})
export const payoutBody = z.strictObject({ state: z.enum(['AwaitingPayment', 'Completed', 'Cancelled']) })
export const shopRefundBody = z.strictObject({
  amount: z.number().positive().optional(),
  currency: z.string().default('USD'),
})

export function sendCrypto(world: World, id: string, { send, slowly }: z.output<typeof sendBody>) {
  const invoice = findInvoice(world, id)
  const satoshi =
    typeof send === 'number' ? satoshiOf(send, invoice.rate) : sendings[send satisfies Sending](invoice)
  return payInvoice(world, id, satoshi, slowly)
}

export function endInvoice(world: World, id: string, { end }: z.output<typeof endBody>) {
  if (end === 'confirm') return confirmInvoice(world, id)
  if (end === 'expire') return expireInvoice(world, id)
  if (end === 'drop') return invalidateInvoice(world, id)
  return markInvoice(world, id, end === 'settle' ? 'Settled' : 'Invalid')
}

/** As from BTCPay's own pages: it names nobody's refund. */
export function refundFromShop(
  world: World,
  invoiceId: string,
  { amount, currency }: z.output<typeof shopRefundBody>,
) {
  const custom =
    amount === undefined
      ? undefined
      : { amount: toAmount(unitsOf(String(amount), currency), currency), currency }
  return createPullPayment(world, { invoiceId, custom })
}

export { archivePullPayment, claim, movePayout }
