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
  /** By pull payments that were not cancelled. */
  refunded: number
  net: number
}

/** What counts as received: what the network confirmed; of an invoice that was taken as paid, all of it, and its price where rates round. */
function receivedOn(invoice: Invoice): number {
  const isSettled = invoice.status === 'Settled'
  const due = Math.round(Number(invoice.amount) * 100)
  const counted = invoice.payments.filter(
    ({ status }) => status === 'Settled' || (isSettled && status === 'Processing'),
  )
  const received = counted.reduce((sum, { satoshi }) => sum + centsOf(satoshi, invoice), 0)
  const isPrice = isSettled && (received === 0 || Math.abs(received - due) <= 2)
  return isPrice ? due : received
}

const isAlive = ({ archived, payouts }: PullPayment) =>
  !archived || payouts.some(({ state }) => state === 'Completed')

/** What an amount of a pull payment is worth in the invoice's currency, in hundredths: bitcoin at the invoice's rate. */
function worthOf(amount: string, { currency }: PullPayment, invoice: Invoice): number {
  return currency === 'BTC' ? centsOf(unitsOf(amount, currency), invoice) : unitsOf(amount, currency)
}

/** The crypto side of the sandbox's own books. */
export function readCryptoBooks(world: World): CryptoBookEntry[] {
  const pulls = world.store.list('btcpay.pull_payment').data.filter(isAlive)
  return world.store.list('btcpay.invoice').data.map((invoice) => {
    const received = receivedOn(invoice)
    const refunded = pulls
      .filter(({ invoiceId }) => invoiceId === invoice.id)
      .reduce((sum, pull) => sum + worthOf(pull.amount, pull, invoice), 0)
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
