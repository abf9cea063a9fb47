import 'server-only'
import { formatMoney } from '#lib/domain/money.ts'
import { claimState, type ProviderRefund, returnedOf } from '#lib/domain/provider-facts.ts'
import type { Tx } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import type { Refund, RefundStatus } from '#prisma/generated/client.ts'
import { enqueueOwnerMail } from './enqueue-owner-mail.ts'
import { reportRefundFailure } from './report-refund-failure.ts'

const rank: Record<RefundStatus, number> = { REQUESTED: 0, SENT: 1, DONE: 2, FAILED: 3 }
const statusOf = { PENDING: 'SENT', SUCCEEDED: 'DONE', FAILED: 'FAILED' } as const

/**
 * Brings our refunds of an order to what the provider says of its own, those included that were made in its dashboard; the
 * order must be locked, and settled afterwards. News only lead onwards (requested, sent, done, failed), so old news are harmless.
 */
export async function recordRefunds(
  tx: Tx,
  order: { id: string; number: string },
  receivedInCents: number,
  reported: ProviderRefund[],
): Promise<void> {
  const known = await tx.refund.findMany({ where: { orderId: order.id } })
  for (const told of reported) {
    const { news, unpaid } = splitUnpaid(told)
    const status = statusOf[news.state]
    const { failureReason, amountInCents } = news
    let refund = await findOurs(tx, known, news, receivedInCents)
    const before = refund && { ...refund }
    if (!refund) {
      refund = await addProviderRefund(tx, order.id, known.length + 1, news)
      known.push(refund)
      if (refund.status !== 'FAILED') await tellOwner(tx, order, refund)
      await tell(tx, order, refund)
    } else if (rank[status] > rank[refund.status]) {
      const data = { status, failureReason, ...claimOf(news), ...(unpaid && { amountInCents }) }
      await tx.refund.update({ where: { id: refund.id }, data })
      await tell(tx, order, Object.assign(refund, data))
    } else if (unpaid && status === refund.status && amountInCents < refund.amountInCents) {
      await tx.refund.update({ where: { id: refund.id }, data: { amountInCents } })
      Object.assign(refund, { amountInCents })
    } else if (news.claim && status === 'SENT' && news.claim.steps > refund.claimSteps) {
      await tx.refund.update({ where: { id: refund.id }, data: claimOf(news) })
      await tellAboutClaim(tx, order, Object.assign(refund, claimOf(news)))
    }
    const isNews = before?.status !== refund.status || before.amountInCents !== refund.amountInCents
    if (unpaid && isNews) known.push(await addUnpaid(tx, order, refund, known.length + 1, unpaid))
  }
}

interface Unpaid {
  amountInCents: number
  failureReason: string | null
}

/** A refund that ended with a part of it paid out is two: the part that is done, and the rest, which failed. */
function splitUnpaid(told: ProviderRefund): { news: ProviderRefund; unpaid: Unpaid | null } {
  const { unpaidInCents = 0, failureReason } = told
  if (unpaidInCents === 0) return { news: told, unpaid: null }
  return {
    news: { ...told, amountInCents: returnedOf(told), failureReason: null },
    unpaid: { amountInCents: unpaidInCents, failureReason },
  }
}

/** The rest is in the owner's hands, as every refund that failed. */
async function addUnpaid(
  tx: Tx,
  order: { id: string; number: string },
  { origin, currency }: Refund,
  attempt: number,
  unpaid: Unpaid,
): Promise<Refund> {
  const data = { orderId: order.id, attempt, origin, currency, status: 'FAILED', ...unpaid } as const
  const rest = await tx.refund.create({ data })
  await reportRefundFailure(tx, order, rest)
  return rest
}

/** Which refund of ours this one of the provider is; undefined when it was made there. */
async function findOurs(
  tx: Tx,
  known: Refund[],
  news: ProviderRefund,
  receivedInCents: number,
): Promise<Refund | undefined> {
  const { providerId: providerRefundId, amountInCents } = news
  const same = known.find((refund) => refund.providerRefundId === providerRefundId)
  if (same) return same

  const alive = known.filter(({ status }) => status !== 'FAILED')
  const unsent = alive.filter((refund) => refund.status === 'REQUESTED' && refund.providerRefundId === null)
  const waiting = unsent.find((refund) => refund.id === news.refundId) ?? unsent[0]
  if (!waiting) return undefined
  const others = alive.filter((refund) => refund !== waiting)
  const isAlive = news.state !== 'FAILED'
  const left =
    receivedInCents - others.reduce((sum, refund) => sum + refund.amountInCents, isAlive ? amountInCents : 0)
  // It is the one that we sent; or somebody was quicker in the provider's dashboard, and nothing is left for ours to send.
  if (waiting.id === news.refundId || (isAlive && left <= 0)) {
    await tx.refund.update({ where: { id: waiting.id }, data: { providerRefundId, amountInCents } })
    return Object.assign(waiting, { providerRefundId, amountInCents })
  }
  if (left < waiting.amountInCents) {
    await tx.refund.update({ where: { id: waiting.id }, data: { amountInCents: left } })
    waiting.amountInCents = left
  }
  return undefined
}

function addProviderRefund(tx: Tx, orderId: string, attempt: number, news: ProviderRefund): Promise<Refund> {
  const { providerId: providerRefundId, amountInCents, currency, failureReason } = news
  const status = statusOf[news.state]
  const data = {
    orderId,
    attempt,
    origin: 'PROVIDER',
    status,
    amountInCents,
    currency,
    providerRefundId,
  } as const
  return tx.refund.create({
    data: { ...data, ...claimOf(news), failureReason, requestedAt: news.occurredAt },
  })
}

function claimOf({ claim }: ProviderRefund) {
  return claim ? { claimUrl: claim.url, claimSteps: claim.steps } : {}
}

/** The buyer named an address, or what they named could not be paid to. */
async function tellAboutClaim(tx: Tx, order: { id: string; number: string }, refund: Refund): Promise<void> {
  const state = claimState(refund.claimSteps)
  if (state === 'CANCELLED') {
    await enqueue(tx, 'order-mail', {
      orderId: order.id,
      refundId: refund.id,
      template: 'refund-claim-again',
    })
  } else if (state === 'CLAIMED') {
    await enqueueOwnerMail(tx, {
      order,
      subject: `Pay out the refund of order ${order.number}`,
      text: `The buyer of order ${order.number} has named the address for their refund. Approve the payout in BTCPay Server and send it: until then the money is not on its way.`,
    })
  }
}

/** Of a refund that was made at the provider: its owner may have more hands than one. */
async function tellOwner(tx: Tx, order: { number: string }, refund: Refund): Promise<void> {
  const amount = formatMoney(refund.amountInCents, refund.currency)
  await enqueueOwnerMail(tx, {
    order,
    subject: `Refund of order ${order.number}`,
    text: `A refund of ${amount} was made at the payment provider.`,
  })
}

async function tell(tx: Tx, order: { id: string; number: string }, refund: Refund): Promise<void> {
  if (refund.status === 'FAILED') {
    await reportRefundFailure(tx, order, refund)
  } else if (refund.claimUrl && refund.status === 'SENT') {
    await enqueue(tx, 'order-mail', { orderId: order.id, refundId: refund.id, template: 'refund-claim' })
    if (refund.claimSteps > 0) await tellAboutClaim(tx, order, refund)
  } else if (refund.origin !== 'DUPLICATE' || refund.claimUrl) {
    // Of a double payment by card its buyer was told everything at once.
    const template = refund.status === 'DONE' ? 'refund-done' : 'refund-sent'
    await enqueue(tx, 'order-mail', { orderId: order.id, refundId: refund.id, template })
  }
}
