import type { World } from '../stripe/world.ts'
import { unitsOf } from './amounts.ts'
import { centsOf } from './engine/invoices.ts'
import type { Invoice, PullPayment } from './types.ts'

/** What the shop has of one invoice, in hundredths of its currency. */
export interface CryptoBookEntry {
  invoice: string
  orderId: string | null
  currency: string
  received: number
  /** By pull payments: what can still be claimed, and what was paid out. */
  refunded: number
  net: number
}

/** What counts as received: what the network confirmed; of an invoice that was taken as paid all of it, or its price where nothing came. */
function receivedOn(invoice: Invoice): number {
  const isSettled = invoice.status === 'Settled'
  const counted = invoice.payments.filter(
    ({ status }) => status === 'Settled' || (isSettled && status === 'Processing'),
  )
  if (isSettled && counted.length === 0) return Math.round(Number(invoice.amount) * 100)
  return counted.reduce((sum, { satoshi }) => sum + centsOf(satoshi, invoice), 0)
}

/** What so much of a pull payment is worth in the invoice's currency, in hundredths: bitcoin at the invoice's rate, others nothing that could be said. */
function worthOf(units: number, { currency }: PullPayment, invoice: Invoice): number {
  if (currency === 'BTC') return centsOf(units, invoice)
  return currency === invoice.currency ? units : 0
}

/** What goes back by a pull payment: all of it while it can be claimed or is being paid out, then what was paid out. */
function refundedBy({ amount, currency, archived, payouts }: PullPayment): number {
  const isRunning = payouts.some(({ state }) => state !== 'Completed' && state !== 'Cancelled')
  if (!archived || isRunning) return unitsOf(amount, currency)
  const paid = payouts.filter(({ state }) => state === 'Completed')
  return paid.reduce((sum, one) => sum + unitsOf(one.amount, currency), 0)
}

/** The crypto side of the sandbox's own books. */
export function readCryptoBooks(world: World): CryptoBookEntry[] {
  const pulls = world.store.list('btcpay.pull_payment').data
  return world.store.list('btcpay.invoice').data.map((invoice) => {
    const received = receivedOn(invoice)
    const refunded = pulls
      .filter(({ invoiceId }) => invoiceId === invoice.id)
      .reduce((sum, pull) => sum + worthOf(refundedBy(pull), pull, invoice), 0)
    return {
      invoice: invoice.id,
      orderId: typeof invoice.metadata.orderId === 'string' ? invoice.metadata.orderId : null,
      currency: invoice.currency.toLowerCase(),
      received,
      refunded,
      net: received - refunded,
    }
  })
}
