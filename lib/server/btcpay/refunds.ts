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

interface CryptoRefund {
  id: string
  invoiceId: string
  orderNumber: string
  amountInCents: number
  currency: string
}

/**
 * Makes a pull payment, where the buyer claims the refund. BTCPay knows no idempotency keys: whoever calls this has looked
 * first whether the refund has one, by `refundIdOf`.
 * @returns why BTCPay refuses for good; null when it was made
 * @throws when it did not answer: look, and ask again
 */
export async function sendBtcpayRefund(refund: CryptoRefund): Promise<string | null> {
  const methods = await getPaymentMethods(refund.invoiceId)
  const paid = methods.find(({ payments }) => payments.length > 0) ?? methods[0]
  // An address on the chain is what everybody can name, also who paid over Lightning.
  const onChain = methods.find(
    (method) => method.currency === paid?.currency && method.paymentMethodId.endsWith('-CHAIN'),
  )
  try {
    await callBtcpay(pullPaymentSchema, ofStore(`/invoices/${encodeURIComponent(refund.invoiceId)}/refund`), {
      body: {
        name: `Refund of ${refund.orderNumber}`,
        description: `Order ${refund.orderNumber}. Invoice ${refund.invoiceId}. Refund ${refund.id}`,
        payoutMethodId: (onChain ?? paid)?.paymentMethodId,
        // "Fiat" would return all that was paid; this returns exactly what was decided, in the currency of the price.
        refundVariant: 'Custom',
        customAmount: toDecimal(refund.amountInCents, refund.currency),
        customCurrency: refund.currency.toUpperCase(),
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
