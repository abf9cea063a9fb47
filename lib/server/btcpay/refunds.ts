import 'server-only'
import { z } from 'zod'
import { toDecimal } from '#lib/domain/money.ts'
import { BtcpayRefusal, callBtcpay, ofStore } from './client.ts'
import { getPaymentMethods } from './invoices.ts'
import { type Payouts, type PullPayment, payoutsSchema, pullPaymentSchema } from './schemas.ts'

const refundMark = /Refund ([0-9a-f-]{36})/

/** Which refund of ours a pull payment carries out; null when it was made in BTCPay's own pages. */
export function refundIdOf({ description }: PullPayment): string | null {
  return refundMark.exec(description ?? '')?.[1] ?? null
}

/** The invoice that a pull payment returns: ours name it in the description, BTCPay's own in the name. */
export function invoiceNamedBy({ name, description }: PullPayment): string | null {
  return (
    /Invoice (\w+)\. Refund /.exec(description ?? '')?.[1] ??
    /^Refund (\w{10,})$/.exec(name ?? '')?.[1] ??
    null
  )
}

/** All pull payments of the store: BTCPay does not say which belong to an invoice, and has no pages here. */
export function listPullPayments(): Promise<PullPayment[]> {
  return callBtcpay(z.array(pullPaymentSchema), ofStore('/pull-payments'), {
    query: { includeArchived: true },
  })
}

/** Whether a refund of ours has its pull payment. */
export async function hasPullPayment(refundId: string): Promise<boolean> {
  return (await listPullPayments()).some((pull) => refundIdOf(pull) === refundId)
}

export function listPayouts(pullPaymentId: string): Promise<Payouts> {
  return callBtcpay(payoutsSchema, `/pull-payments/${encodeURIComponent(pullPaymentId)}/payouts`, {
    query: { includeCancelled: true },
  })
}

/** In what a refund of an invoice is paid out: its payment's chain, where everybody can name an address, also who paid over Lightning. */
export async function choosePayoutMethod(invoiceId: string): Promise<string | undefined> {
  const methods = await getPaymentMethods(invoiceId)
  const paid = methods.find(({ payments }) => payments.length > 0) ?? methods[0]
  const onChain = methods.find(
    (method) => method.currency === paid?.currency && method.paymentMethodId.endsWith('-CHAIN'),
  )
  return (onChain ?? paid)?.paymentMethodId
}

interface CryptoRefund {
  id: string
  invoiceId: string
  orderNumber: string
  amountInCents: number
  currency: string
  payoutMethodId: string | undefined
}

/**
 * Makes a pull payment, where the buyer claims the refund. BTCPay knows no idempotency keys: whoever calls this holds the refund
 * (lib/data/refunds/send-crypto-refund.ts), and has looked whether it has one.
 * @returns why BTCPay refuses for good; null when it was made
 * @throws when it did not answer: it may be made all the same
 */
export async function createPullPayment(refund: CryptoRefund): Promise<string | null> {
  const { id, invoiceId, orderNumber, amountInCents, currency, payoutMethodId } = refund
  try {
    await callBtcpay(pullPaymentSchema, ofStore(`/invoices/${encodeURIComponent(invoiceId)}/refund`), {
      body: {
        name: `Refund of ${orderNumber}`,
        description: `Order ${orderNumber}. Invoice ${invoiceId}. Refund ${id}`,
        payoutMethodId,
        // "Fiat" would return all that was paid; this returns exactly what was decided, in the currency of the price.
        refundVariant: 'Custom',
        customAmount: toDecimal(amountInCents, currency),
        customCurrency: currency.toUpperCase(),
      },
    })
    return null
  } catch (error) {
    if (error instanceof BtcpayRefusal) return error.message
    throw error
  }
}

/** The invoice that a pull payment says it returns; null when it names none, or there is no such pull payment. */
export async function findInvoiceNamedBy(pullPaymentId: string): Promise<string | null> {
  const pull = (await listPullPayments()).find(({ id }) => id === pullPaymentId)
  return pull ? invoiceNamedBy(pull) : null
}
