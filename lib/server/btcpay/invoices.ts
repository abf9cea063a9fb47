import 'server-only'
import { z } from 'zod'
import { toCents, toDecimal } from '#lib/domain/money.ts'
import { env } from '#lib/server/env.ts'
import { BtcpayRefusal, callBtcpay, ofStore } from './client.ts'
import { type Invoice, invoiceSchema, type PaymentMethods, paymentMethodsSchema } from './schemas.ts'

/** How long the exchange rate is held for the buyer. */
export const invoiceMinutes = 60
/** How long BTCPay still looks for money after that. */
const monitoringMinutes = 7 * 24 * 60

interface InvoiceOrder {
  id: string
  number: string
  email: string | null
  currency: string
  /** What is to be paid. */
  dueInCents: number
  title: string
}

/** Opens the invoice of an order. BTCPay knows no idempotency keys: an invoice that a cut connection left behind is looked for first. */
export async function openInvoice(order: InvoiceOrder): Promise<Invoice> {
  const [known] = await callBtcpay(z.array(invoiceSchema), ofStore('/invoices'), {
    query: { orderId: order.id, status: 'New' },
  })
  if (known) return known
  return callBtcpay(invoiceSchema, ofStore('/invoices'), {
    body: {
      amount: toDecimal(order.dueInCents, order.currency),
      currency: order.currency.toUpperCase(),
      metadata: {
        orderId: order.id,
        itemDesc: `${order.title} (${order.number})`,
        ...(order.email && { buyerEmail: order.email }),
      },
      checkout: {
        // One confirmation, about ten minutes: enough for the price of a course.
        speedPolicy: 'MediumSpeed',
        expirationMinutes: invoiceMinutes,
        monitoringMinutes,
        // BTCPay fills in the id.
        redirectURL: `${env.APP_URL}/checkout/return?session_id={InvoiceId}`,
        redirectAutomatically: true,
      },
    },
  })
}

export function getInvoice(invoiceId: string): Promise<Invoice> {
  return callBtcpay(invoiceSchema, ofStore(`/invoices/${encodeURIComponent(invoiceId)}`))
}

export function getPaymentMethods(invoiceId: string): Promise<PaymentMethods> {
  return callBtcpay(
    paymentMethodsSchema,
    ofStore(`/invoices/${encodeURIComponent(invoiceId)}/payment-methods`),
  )
}

/** Says in the owner's name that an invoice is paid, or will not be. */
export function markInvoice(invoiceId: string, status: 'Settled' | 'Invalid'): Promise<Invoice> {
  const path = ofStore(`/invoices/${encodeURIComponent(invoiceId)}/status`)
  return callBtcpay(invoiceSchema, path, { body: { status } })
}

async function isUntouched(invoiceId: string): Promise<boolean> {
  const { status, additionalStatus } = await getInvoice(invoiceId)
  return status === 'New' && additionalStatus === 'None'
}

/** Closes an invoice on which nothing was paid, so that nobody is sent there any more; others are left as they are. */
export async function closeInvoice(invoiceId: string): Promise<void> {
  if (!(await isUntouched(invoiceId))) return
  try {
    await markInvoice(invoiceId, 'Invalid')
  } catch (error) {
    // Somebody closed or paid it at the same moment.
    if (!(error instanceof BtcpayRefusal) || (await isUntouched(invoiceId))) throw error
  }
}

/** Every invoice of the store since a moment, also those that its owner put away. */
export async function* listInvoices(since: Date): AsyncGenerator<Invoice> {
  const take = 100
  for (let skip = 0; ; skip += take) {
    const startDate = Math.floor(since.getTime() / 1000)
    const page = await callBtcpay(z.array(invoiceSchema), ofStore('/invoices'), {
      query: { startDate, includeArchived: true, skip, take },
    })
    yield* page
    if (page.length < take) return
  }
}

/** What its buyer may want to know of an invoice that is not settled. */
export async function describeInvoice(
  invoiceId: string,
): Promise<{ payUrl: string | null; seenInCents: number; expiresAt: Date | null }> {
  const { status, checkoutLink, currency, expirationTime } = await getInvoice(invoiceId)
  const methods = await getPaymentMethods(invoiceId)
  const seen = methods.flatMap(({ rate, payments }) =>
    payments.filter((one) => one.status !== 'Invalid').map(({ value, fee }) => (value - fee) * rate),
  )
  const isOpen = status === 'New'
  return {
    payUrl: isOpen ? checkoutLink : null,
    seenInCents: toCents(
      seen.reduce((sum, one) => sum + one, 0),
      currency,
    ),
    expiresAt: isOpen ? expirationTime : null,
  }
}
