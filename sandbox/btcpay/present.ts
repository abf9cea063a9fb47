// The objects as the Greenfield API shows them.
import type { World } from '../stripe/world.ts'
import { storeId } from './engine/events.ts'
import { availableMarks, centsOf, inBitcoin, paidSatoshi, presentPayment } from './engine/invoices.ts'
import type { Invoice, PullPayment } from './types.ts'

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)

export function presentInvoice(world: World, invoice: Invoice): Record<string, unknown> {
  const { id, amount, currency, status, additionalStatus, metadata, redirectUrl, redirectsByItself } = invoice
  return {
    id,
    storeId,
    amount,
    paidAmount: (centsOf(paidSatoshi(invoice), invoice) / 100).toFixed(2),
    currency,
    type: 'Standard',
    checkoutLink: `${world.publicUrl()}/i/${id}`,
    createdTime: seconds(invoice.createdMs),
    expirationTime: seconds(invoice.expiresMs),
    monitoringExpiration: seconds(invoice.monitoringEndsMs),
    status,
    additionalStatus,
    availableStatusesForManualMarking: availableMarks(invoice),
    archived: false,
    metadata,
    checkout: { redirectURL: redirectUrl, redirectAutomatically: redirectsByItself },
  }
}

export function presentPaymentMethods(invoice: Invoice): Record<string, unknown>[] {
  const paid = paidSatoshi(invoice)
  return [
    {
      activated: true,
      paymentMethodId: 'BTC-CHAIN',
      currency: 'BTC',
      destination: invoice.address,
      paymentLink: `bitcoin:${invoice.address}?amount=${inBitcoin(invoice.dueSatoshi)}`,
      rate: String(invoice.rate),
      paymentMethodPaid: inBitcoin(paid),
      totalPaid: inBitcoin(paid),
      due: inBitcoin(invoice.dueSatoshi - paid),
      amount: inBitcoin(invoice.dueSatoshi),
      paymentMethodFee: '0',
      payments: invoice.payments
        .filter(({ status }) => status !== 'Invalid')
        .map((payment) => presentPayment(payment, invoice)),
      additionalData: {},
    },
  ]
}

export function presentPullPayment(world: World, pull: PullPayment): Record<string, unknown> {
  return {
    id: pull.id,
    name: pull.name,
    description: pull.description,
    currency: pull.currency,
    amount: pull.amount,
    BOLT11Expiration: '30',
    autoApproveClaims: false,
    archived: pull.archived,
    startsAt: seconds(pull.startsMs),
    expiresAt: null,
    viewLink: `${world.publicUrl()}/pull-payments/${pull.id}`,
  }
}

export function presentPayouts({
  id: pullPaymentId,
  currency,
  payouts,
}: PullPayment): Record<string, unknown>[] {
  return payouts.map((payout) => ({
    id: payout.id,
    revision: 0,
    pullPaymentId,
    date: seconds(payout.createdMs),
    destination: payout.destination,
    originalCurrency: currency,
    originalAmount: payout.amount,
    payoutCurrency: 'BTC',
    payoutAmount: null,
    payoutMethodId: 'BTC-CHAIN',
    state: payout.state,
  }))
}
