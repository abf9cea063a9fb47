import { randomBytes } from 'node:crypto'
import { schedule, unschedule, type World } from '../../stripe/world.ts'
import { GreenfieldProblem } from '../problem.ts'
import type { Invoice, Payment } from '../types.ts'
import { emitBtcpay } from './events.ts'

/** One bitcoin, in every currency. It never moves. */
const bitcoinRate = 64_000
const satoshiPerBitcoin = 100_000_000

/** Base58, as BTCPay's ids are. */
const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
export const newBtcpayId = (length = 22) =>
  Array.from(randomBytes(length), (byte) => base58[byte % base58.length]).join('')

export interface NewInvoice {
  amount: string
  currency: string
  metadata: Record<string, unknown>
  expirationMinutes: number
  monitoringMinutes: number
  redirectUrl: string | null
  redirectsByItself: boolean
}

/** So many satoshi are worth an amount at the invoice's rate, rounded up as BTCPay asks for it. */
export function satoshiOf(amount: number, rate: number): number {
  return Math.ceil(Number(((amount / rate) * satoshiPerBitcoin).toFixed(6)))
}

/** What satoshi are worth, in the smallest unit of a currency with cents. */
export function centsOf(satoshi: number, { rate }: Pick<Invoice, 'rate'>): number {
  return Math.round((satoshi / satoshiPerBitcoin) * rate * 100)
}

export const inBitcoin = (satoshi: number) => (satoshi / satoshiPerBitcoin).toFixed(8)

export function createInvoice(world: World, given: NewInvoice): Invoice {
  const now = world.clock.now()
  const { expirationMinutes, monitoringMinutes, ...rest } = given
  const invoice: Invoice = {
    ...rest,
    id: newBtcpayId(),
    status: 'New',
    additionalStatus: 'None',
    createdMs: now,
    expiresMs: now + expirationMinutes * 60_000,
    monitoringEndsMs: now + (expirationMinutes + monitoringMinutes) * 60_000,
    rate: bitcoinRate,
    dueSatoshi: satoshiOf(Number(given.amount), bitcoinRate),
    address: `bcrt1q${newBtcpayId(38).toLowerCase()}`,
    payments: [],
  }
  return world.store.transaction(() => {
    world.store.insert('btcpay.invoice', invoice, Math.floor(now / 1000))
    schedule(world, 'expire_invoice', invoice.id, invoice.expiresMs)
    emitBtcpay(world, 'InvoiceCreated', about(invoice))
    return invoice
  })
}

export function findInvoice(world: World, id: string): Invoice {
  const invoice = world.store.find('btcpay.invoice', id)
  if (!invoice) throw new GreenfieldProblem(404, 'invoice-not-found', 'The invoice was not found')
  return invoice
}

const about = ({ id, metadata }: Invoice) => ({ invoiceId: id, metadata })
export const paidSatoshi = ({ payments }: Invoice) =>
  payments.reduce((sum, one) => (one.status === 'Invalid' ? sum : sum + one.satoshi), 0)

function change(world: World, id: string, work: (invoice: Invoice) => void): Invoice {
  return world.store.transaction(() => {
    const invoice = findInvoice(world, id)
    work(invoice)
    return world.store.update('btcpay.invoice', invoice)
  })
}

/**
 * Somebody sends crypto to the invoice's address.
 * @param slowly the network confirms it later: in a minute, or when told
 */
export function payInvoice(world: World, id: string, satoshi: number, slowly: boolean): Invoice {
  if (satoshi <= 0) throw new GreenfieldProblem(400, 'nothing-sent', 'Send more than nothing.')
  const paid = change(world, id, (invoice) => {
    const now = world.clock.now()
    if (now > invoice.monitoringEndsMs)
      throw new GreenfieldProblem(400, 'not-monitored', 'BTCPay does not look at this address any more.')
    const payment: Payment = {
      id: `${randomBytes(32).toString('hex')}-0`,
      satoshi,
      receivedMs: now,
      status: 'Processing',
    }
    invoice.payments.push(payment)
    const afterExpiration = invoice.status === 'Expired' || invoice.status === 'Invalid'
    emitBtcpay(world, 'InvoiceReceivedPayment', {
      ...about(invoice),
      afterExpiration,
      paymentMethodId: 'BTC-CHAIN',
      payment: presentPayment(payment, invoice),
    })
    const received = paidSatoshi(invoice)
    const isFull = received >= invoice.dueSatoshi
    const isOver = received > invoice.dueSatoshi
    if (invoice.status === 'New') {
      invoice.additionalStatus = isOver ? 'PaidOver' : isFull ? 'None' : 'PaidPartial'
      if (isFull) {
        invoice.status = 'Processing'
        unschedule(world, 'expire_invoice', id)
        emitBtcpay(world, 'InvoiceProcessing', { ...about(invoice), overPaid: isOver })
      }
    } else if (invoice.status === 'Expired') {
      invoice.additionalStatus = isFull ? 'PaidLate' : 'PaidPartial'
      if (isFull) emitBtcpay(world, 'InvoicePaidAfterExpiration', about(invoice))
    } else if (invoice.status !== 'Invalid' && isOver) {
      invoice.additionalStatus = 'PaidOver'
    }
    if (slowly) schedule(world, 'confirm_invoice', id, now + world.delays.confirmsAfterMs)
  })
  return slowly ? paid : confirmInvoice(world, id)
}

/** The network confirms what was sent. */
export function confirmInvoice(world: World, id: string): Invoice {
  return change(world, id, (invoice) => {
    unschedule(world, 'confirm_invoice', id)
    for (const payment of invoice.payments) {
      if (payment.status !== 'Processing') continue
      payment.status = 'Settled'
      emitBtcpay(world, 'InvoicePaymentSettled', {
        ...about(invoice),
        paymentMethodId: 'BTC-CHAIN',
        payment: presentPayment(payment, invoice),
      })
    }
    if (invoice.status !== 'Processing') return
    invoice.status = 'Settled'
    const overPaid = invoice.additionalStatus === 'PaidOver'
    emitBtcpay(world, 'InvoiceSettled', { ...about(invoice), manuallyMarked: false, overPaid })
  })
}

/** What was sent is never confirmed: the network dropped it. */
export function invalidateInvoice(world: World, id: string): Invoice {
  return change(world, id, (invoice) => {
    if (invoice.status !== 'Processing')
      throw new GreenfieldProblem(400, 'not-processing', 'Nothing waits to be confirmed on this invoice.')
    unschedule(world, 'confirm_invoice', id)
    for (const payment of invoice.payments) if (payment.status === 'Processing') payment.status = 'Invalid'
    invoice.status = 'Invalid'
    invoice.additionalStatus = 'None'
    emitBtcpay(world, 'InvoiceInvalid', { ...about(invoice), manuallyMarked: false })
  })
}

export function expireInvoice(world: World, id: string): Invoice {
  return change(world, id, (invoice) => {
    if (invoice.status !== 'New')
      throw new GreenfieldProblem(400, 'not-new', 'Only a new invoice runs out of time.')
    unschedule(world, 'expire_invoice', id)
    invoice.status = 'Expired'
    const partiallyPaid = invoice.additionalStatus === 'PaidPartial'
    emitBtcpay(world, 'InvoiceExpired', { ...about(invoice), partiallyPaid })
    if (partiallyPaid) emitBtcpay(world, 'InvoiceExpiredPaidPartial', about(invoice))
  })
}

/** The owner says that it is paid, or will not be. */
export function markInvoice(world: World, id: string, status: 'Settled' | 'Invalid'): Invoice {
  return change(world, id, (invoice) => {
    if (!availableMarks(invoice).includes(status))
      throw new GreenfieldProblem(400, 'invalid-status', `It cannot be marked ${status} now.`)
    unschedule(world, 'expire_invoice', id)
    invoice.status = status
    invoice.additionalStatus = 'Marked'
    const overPaid = paidSatoshi(invoice) > invoice.dueSatoshi
    if (status === 'Settled')
      emitBtcpay(world, 'InvoiceSettled', { ...about(invoice), manuallyMarked: true, overPaid })
    else emitBtcpay(world, 'InvoiceInvalid', { ...about(invoice), manuallyMarked: true })
  })
}

export function availableMarks({ status, additionalStatus }: Invoice): ('Settled' | 'Invalid')[] {
  const isSettled = status === 'Settled'
  const isInvalid = status === 'Invalid'
  const isMarkedInvalid = isInvalid && additionalStatus === 'Marked'
  return [
    ...(isSettled ? [] : ['Settled' as const]),
    ...(isInvalid || isMarkedInvalid ? [] : ['Invalid' as const]),
  ]
}

export function presentPayment(payment: Payment, { address }: Invoice): Record<string, unknown> {
  return {
    id: payment.id,
    receivedDate: Math.floor(payment.receivedMs / 1000),
    value: inBitcoin(payment.satoshi),
    fee: '0',
    status: payment.status,
    destination: address,
  }
}
