import 'server-only'
import { fulfillCheckout } from '#lib/data/checkout/fulfill-checkout.ts'
import { toLedger } from '#lib/domain/provider-facts.ts'
import { btcpay } from '#lib/server/btcpay/client.ts'
import { type BtcpayFacts, readBtcpayFacts } from '#lib/server/btcpay/facts.ts'
import { listInvoices } from '#lib/server/btcpay/invoices.ts'
import { invoiceNamedBy, listPullPayments } from '#lib/server/btcpay/refunds.ts'
import type { Invoice } from '#lib/server/btcpay/schemas.ts'
import { db } from '#lib/server/db.ts'

/** Whether our books have every line of what BTCPay says, and every refund as far along. */
async function isInBooks(invoiceId: string, { facts }: BtcpayFacts, now: Date): Promise<boolean> {
  const order = await db.order.findUnique({
    where: { providerSessionId: invoiceId },
    select: {
      status: true,
      payments: { select: { kind: true, providerId: true } },
      refunds: { select: { providerRefundId: true, status: true, claimSteps: true } },
    },
  })
  if (!order) return false
  const known = new Set(order.payments.map(({ kind, providerId }) => `${kind} ${providerId}`))
  const isLedgerComplete = toLedger(facts, now).every((line) => known.has(`${line.kind} ${line.providerId}`))
  const told = { PENDING: 'SENT', SUCCEEDED: 'DONE', FAILED: 'FAILED' } as const
  const areRefundsKnown = facts.refunds.every(({ providerId, state, claim }) =>
    order.refunds.some(
      (one) =>
        one.providerRefundId === providerId &&
        one.status === told[state] &&
        (state !== 'PENDING' || one.claimSteps >= (claim?.steps ?? 0)),
    ),
  )
  const isOver = facts.checkout === 'EXPIRED' || facts.checkout === 'FAILED'
  const isEndKnown = !isOver || (order.status !== 'PENDING' && order.status !== 'PROCESSING')
  return isLedgerComplete && areRefundsKnown && isEndKnown
}

/** Whether an invoice went the usual way, and our books know its end: then there is nothing more to ask. */
async function isPlain({ id, status, additionalStatus }: Invoice): Promise<boolean> {
  if (additionalStatus !== 'None') return false
  if (status === 'New') return true
  const order = await db.order.findUnique({
    where: { providerSessionId: id },
    select: { status: true, payments: { where: { kind: 'CHARGE' }, select: { id: true } } },
  })
  if (status === 'Settled') return order !== null && order.payments.length > 0
  return status === 'Expired' && order?.status === 'EXPIRED'
}

async function isRefundOver(pullPaymentId: string): Promise<boolean> {
  const where = { providerRefundId: pullPaymentId }
  const refund = await db.refund.findUnique({ where, select: { status: true } })
  return refund?.status === 'DONE' || refund?.status === 'FAILED'
}

/** What BTCPay has of our orders since a moment, and our books have not: missed invoices, payments, pull payments and payouts. */
export async function findMissedCrypto(
  since: Date,
  now: Date,
): Promise<{ what: string; run: () => Promise<unknown> }[]> {
  if (!btcpay) return []
  const suspects = new Set<string>()
  for await (const invoice of listInvoices(since)) {
    if (typeof invoice.metadata?.orderId === 'string' && !(await isPlain(invoice))) suspects.add(invoice.id)
  }
  for (const pull of await listPullPayments()) {
    const invoiceId = pull.startsAt >= since ? invoiceNamedBy(pull) : null
    if (invoiceId && !(await isRefundOver(pull.id))) suspects.add(invoiceId)
  }
  const missed: { what: string; run: () => Promise<unknown> }[] = []
  for (const invoiceId of suspects) {
    const read = await readBtcpayFacts(invoiceId, now)
    if (!read || (await isInBooks(invoiceId, read, now))) continue
    missed.push({ what: `invoice ${invoiceId}`, run: () => fulfillCheckout(invoiceId) })
  }
  return missed
}
